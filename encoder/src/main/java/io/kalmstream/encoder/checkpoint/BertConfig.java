package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.checkpoint.ExpectedTensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** {@code model_type: bert}. */
final class BertConfig {
    private static final double DEFAULT_EPSILON = 1e-12;

    private BertConfig() {}

    static Architecture read(JsonFile config) {
        ConfigChecks.common(config);
        ConfigChecks.expectText(config, "hidden_act", "gelu");
        ConfigChecks.expectText(config, "position_embedding_type", "absolute");
        int hidden = config.requiredCount("hidden_size");
        int heads = config.requiredCount("num_attention_heads");
        if (hidden % heads != 0) {
            throw config.wrong("num_attention_heads", "a divisor of hidden_size, which is " + hidden);
        }
        ModelSpec.Bert spec = new ModelSpec.Bert(
                config.requiredCount("vocab_size"),
                hidden,
                ConfigChecks.layers(config, "num_hidden_layers", config.requiredCount("num_hidden_layers")),
                heads,
                config.requiredCount("intermediate_size"),
                config.requiredCount("max_position_embeddings"),
                config.count("type_vocab_size").orElse(2),
                (float) config.number("layer_norm_eps").orElse(DEFAULT_EPSILON));
        return new Architecture(
                config, spec, tensors(spec), spec.positions(), Attention.BIDIRECTIONAL, OptionalInt.empty());
    }

    private static List<ExpectedTensor> tensors(ModelSpec.Bert spec) {
        Extent hidden = new Extent(spec.hidden(), "hidden_size");
        List<ExpectedTensor> tensors = new ArrayList<>(List.of(
                ExpectedTensor.of(
                        "embeddings.word_embeddings.weight", new Extent(spec.vocabulary(), "vocab_size"), hidden),
                ExpectedTensor.of(
                        "embeddings.position_embeddings.weight",
                        new Extent(spec.positions(), "max_position_embeddings"),
                        hidden),
                ExpectedTensor.of(
                        "embeddings.token_type_embeddings.weight",
                        new Extent(spec.tokenTypes(), "type_vocab_size"),
                        hidden)));
        addNorm(tensors, "embeddings.LayerNorm", hidden);
        IntStream.range(0, spec.layers()).forEach(layer -> addLayer(tensors, spec, "encoder.layer." + layer + "."));
        return tensors;
    }

    private static void addLayer(List<ExpectedTensor> tensors, ModelSpec.Bert spec, String layer) {
        Extent hidden = new Extent(spec.hidden(), "hidden_size");
        Extent inner = new Extent(spec.intermediate(), "intermediate_size");
        addLinear(tensors, layer + "attention.self.query", hidden, hidden);
        addLinear(tensors, layer + "attention.self.key", hidden, hidden);
        addLinear(tensors, layer + "attention.self.value", hidden, hidden);
        addLinear(tensors, layer + "attention.output.dense", hidden, hidden);
        addNorm(tensors, layer + "attention.output.LayerNorm", hidden);
        addLinear(tensors, layer + "intermediate.dense", inner, hidden);
        addLinear(tensors, layer + "output.dense", hidden, inner);
        addNorm(tensors, layer + "output.LayerNorm", hidden);
    }

    private static void addLinear(List<ExpectedTensor> tensors, String name, Extent out, Extent in) {
        tensors.add(ExpectedTensor.of(name + ".weight", out, in));
        tensors.add(ExpectedTensor.of(name + ".bias", out));
    }

    private static void addNorm(List<ExpectedTensor> tensors, String name, Extent size) {
        tensors.add(ExpectedTensor.of(name + ".weight", size));
        tensors.add(ExpectedTensor.of(name + ".bias", size));
    }
}
