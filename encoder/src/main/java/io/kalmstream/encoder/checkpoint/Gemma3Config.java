package io.kalmstream.encoder.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.checkpoint.ExpectedTensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * {@code model_type: gemma3_text}, or the {@code text_config} of {@code gemma3}. What a file leaves out is as in transformers: files of
 * the latter leave out what is the default.
 */
final class Gemma3Config {
    private static final double FULL_THETA = 1_000_000;
    private static final double SLIDING_THETA = 10_000;
    private static final int DEFAULT_PATTERN = 6;

    private Gemma3Config() {}

    static Architecture read(JsonFile config) {
        ConfigChecks.common(config);
        ConfigChecks.expectText(config, "hidden_activation", "gelu_pytorch_tanh");
        ConfigChecks.expectText(config, "hidden_act", "gelu_pytorch_tanh");
        if (config.isTrue("attention_bias")) {
            throw config.wrong("attention_bias", "false: nothing else is implemented");
        }
        ModelSpec.Gemma3 spec = spec(config);
        ConfigChecks.heads(config, spec.heads(), spec.keyValueHeads(), spec.headSize());
        int positions = config.count("max_position_embeddings").orElse(131_072);
        return new Architecture(config, spec, tensors(spec), positions, Attention.CAUSAL, OptionalInt.empty());
    }

    private static ModelSpec.Gemma3 spec(JsonFile config) {
        int hidden = config.count("hidden_size").orElse(2304);
        int layers = ConfigChecks.layers(
                config, "num_hidden_layers", config.count("num_hidden_layers").orElse(26));
        return new ModelSpec.Gemma3(
                config.count("vocab_size").orElse(262_208),
                hidden,
                layers,
                config.count("num_attention_heads").orElse(8),
                config.count("num_key_value_heads").orElse(4),
                config.count("head_dim").orElse(256),
                config.count("intermediate_size").orElse(9216),
                (float) config.number("rms_norm_eps").orElse(1e-6),
                (float) Math.sqrt(hidden),
                1 / Math.sqrt(config.number("query_pre_attn_scalar").orElse(256)),
                config.count("sliding_window").orElse(4096),
                slidingLayers(config, layers),
                RopeConfig.full(config, FULL_THETA),
                RopeConfig.sliding(config, SLIDING_THETA));
    }

    private static List<Boolean> slidingLayers(JsonFile config, int layers) {
        if (!config.has("layer_types")) {
            int pattern = config.count("sliding_window_pattern").orElse(DEFAULT_PATTERN);
            return IntStream.range(0, layers)
                    .mapToObj(i -> (i + 1) % pattern != 0)
                    .toList();
        }
        List<Boolean> sliding = new ArrayList<>();
        for (JsonNode type : config.any("layer_types").orElseThrow()) {
            switch (type.asText()) {
                case RopeConfig.FULL -> sliding.add(false);
                case RopeConfig.SLIDING -> sliding.add(true);
                default -> throw config.wrong("layer_types", "only " + RopeConfig.FULL + " and " + RopeConfig.SLIDING);
            }
        }
        if (sliding.size() != layers) {
            throw config.wrong("layer_types", "one for each of the num_hidden_layers, which is " + layers);
        }
        return sliding;
    }

    /**
     * How transformers reads the window when attention is bidirectional: {@code use_bidirectional_attention} makes it the width of both sides
     * together, {@code is_causal: false} leaves it that of each side, and the distance itself counts.
     */
    static ModelSpec.Gemma3 bidirectional(ModelSpec.Gemma3 spec, JsonFile config) {
        boolean eachSide = config.flag("is_causal").map(causal -> !causal).orElse(false)
                && !config.isTrue("use_bidirectional_attention");
        return new ModelSpec.Gemma3(
                spec.vocabulary(),
                spec.hidden(),
                spec.layers(),
                spec.heads(),
                spec.keyValueHeads(),
                spec.headSize(),
                spec.intermediate(),
                spec.rmsEpsilon(),
                spec.embeddingScale(),
                spec.scoreScale(),
                eachSide ? spec.slidingWindow() + 1 : spec.slidingWindow() / 2 + 1,
                spec.slidingLayers(),
                spec.fullRope(),
                spec.slidingRope());
    }

    private static List<ExpectedTensor> tensors(ModelSpec.Gemma3 spec) {
        List<ExpectedTensor> tensors = new ArrayList<>();
        Extent hidden = new Extent(spec.hidden(), "hidden_size");
        tensors.add(ExpectedTensor.of("embed_tokens.weight", new Extent(spec.vocabulary(), "vocab_size"), hidden));
        IntStream.range(0, spec.layers()).forEach(layer -> tensors.addAll(layer(spec, "layers." + layer + ".")));
        tensors.add(ExpectedTensor.of("norm.weight", hidden));
        return tensors;
    }

    private static List<ExpectedTensor> layer(ModelSpec.Gemma3 spec, String layer) {
        Extent hidden = new Extent(spec.hidden(), "hidden_size");
        Extent head = new Extent(spec.headSize(), "head_dim");
        Extent queries = new Extent((long) spec.heads() * spec.headSize(), "num_attention_heads x head_dim");
        Extent keys = new Extent((long) spec.keyValueHeads() * spec.headSize(), "num_key_value_heads x head_dim");
        Extent inner = new Extent(spec.intermediate(), "intermediate_size");
        return List.of(
                ExpectedTensor.of(layer + "input_layernorm.weight", hidden),
                ExpectedTensor.of(layer + "self_attn.q_proj.weight", queries, hidden),
                ExpectedTensor.of(layer + "self_attn.k_proj.weight", keys, hidden),
                ExpectedTensor.of(layer + "self_attn.v_proj.weight", keys, hidden),
                ExpectedTensor.of(layer + "self_attn.o_proj.weight", hidden, queries),
                ExpectedTensor.of(layer + "self_attn.q_norm.weight", head),
                ExpectedTensor.of(layer + "self_attn.k_norm.weight", head),
                ExpectedTensor.of(layer + "post_attention_layernorm.weight", hidden),
                ExpectedTensor.of(layer + "pre_feedforward_layernorm.weight", hidden),
                ExpectedTensor.of(layer + "mlp.gate_proj.weight", inner, hidden),
                ExpectedTensor.of(layer + "mlp.up_proj.weight", inner, hidden),
                ExpectedTensor.of(layer + "mlp.down_proj.weight", hidden, inner),
                ExpectedTensor.of(layer + "post_feedforward_layernorm.weight", hidden));
    }
}
