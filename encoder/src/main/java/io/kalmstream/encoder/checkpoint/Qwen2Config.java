package io.kalmstream.encoder.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.checkpoint.ExpectedTensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** {@code model_type: qwen2}. */
final class Qwen2Config {
    /** Where config.json has none: transformers' own. */
    private static final double DEFAULT_THETA = 10_000;

    private static final double DEFAULT_EPSILON = 1e-6;

    private Qwen2Config() {}

    static Architecture read(JsonFile config) {
        ConfigChecks.common(config);
        ConfigChecks.expectText(config, "hidden_act", "silu");
        int hidden = config.requiredCount("hidden_size");
        int heads = config.requiredCount("num_attention_heads");
        int keyValueHeads = config.count("num_key_value_heads").orElse(heads);
        int headSize = ConfigChecks.headSize(config, hidden, heads);
        ConfigChecks.heads(config, heads, keyValueHeads, headSize);
        ModelSpec.Rope rope = RopeConfig.uniform(config, DEFAULT_THETA);
        if (rope.factor() != 1) {
            throw new EncoderException(config.path() + ": linear scaling of rotary positions by " + rope.factor()
                    + " is not implemented for qwen2");
        }
        ModelSpec.Qwen2 spec = new ModelSpec.Qwen2(
                config.requiredCount("vocab_size"),
                hidden,
                ConfigChecks.layers(config, "num_hidden_layers", config.requiredCount("num_hidden_layers")),
                heads,
                keyValueHeads,
                headSize,
                config.requiredCount("intermediate_size"),
                (float) config.number("rms_norm_eps").orElse(DEFAULT_EPSILON),
                rope.theta());
        return new Architecture(
                config,
                spec,
                tensors(spec),
                config.requiredCount("max_position_embeddings"),
                Attention.CAUSAL,
                window(config, spec.layers()));
    }

    private static OptionalInt window(JsonFile config, int layers) {
        if (!config.isTrue("use_sliding_window") || !config.has("sliding_window")) {
            return OptionalInt.empty();
        }
        boolean slides = config.any("layer_types")
                .map(types -> StreamSupport.stream(types.spliterator(), false)
                        .map(JsonNode::asText)
                        .anyMatch(RopeConfig.SLIDING::equals))
                .orElse(config.any("max_window_layers").map(JsonNode::asInt).orElse(0) < layers);
        return slides ? OptionalInt.of(config.requiredCount("sliding_window")) : OptionalInt.empty();
    }

    private static List<ExpectedTensor> tensors(ModelSpec.Qwen2 spec) {
        List<ExpectedTensor> tensors = new ArrayList<>();
        Extent hidden = new Extent(spec.hidden(), "hidden_size");
        tensors.add(ExpectedTensor.of("embed_tokens.weight", new Extent(spec.vocabulary(), "vocab_size"), hidden));
        IntStream.range(0, spec.layers()).forEach(layer -> tensors.addAll(layer(spec, "layers." + layer + ".")));
        tensors.add(ExpectedTensor.of("norm.weight", hidden));
        return tensors;
    }

    private static List<ExpectedTensor> layer(ModelSpec.Qwen2 spec, String layer) {
        Extent hidden = new Extent(spec.hidden(), "hidden_size");
        Extent queries = new Extent((long) spec.heads() * spec.headSize(), "num_attention_heads x head_dim");
        Extent keys = new Extent((long) spec.keyValueHeads() * spec.headSize(), "num_key_value_heads x head_dim");
        Extent inner = new Extent(spec.intermediate(), "intermediate_size");
        return List.of(
                ExpectedTensor.of(layer + "input_layernorm.weight", hidden),
                ExpectedTensor.of(layer + "self_attn.q_proj.weight", queries, hidden),
                ExpectedTensor.of(layer + "self_attn.q_proj.bias", queries),
                ExpectedTensor.of(layer + "self_attn.k_proj.weight", keys, hidden),
                ExpectedTensor.of(layer + "self_attn.k_proj.bias", keys),
                ExpectedTensor.of(layer + "self_attn.v_proj.weight", keys, hidden),
                ExpectedTensor.of(layer + "self_attn.v_proj.bias", keys),
                ExpectedTensor.of(layer + "self_attn.o_proj.weight", hidden, queries),
                ExpectedTensor.of(layer + "post_attention_layernorm.weight", hidden),
                ExpectedTensor.of(layer + "mlp.gate_proj.weight", inner, hidden),
                ExpectedTensor.of(layer + "mlp.up_proj.weight", inner, hidden),
                ExpectedTensor.of(layer + "mlp.down_proj.weight", hidden, inner));
    }
}
