package io.kalmstream.encoder.graph;

import io.kalmstream.encoder.checkpoint.ModelSpec.Bert;
import java.util.List;
import java.util.Optional;

/** Everything in fp32; query, key and value are one product. */
final class BertProductsFp32 implements BertProducts {
    private final GraphBuilder graph;
    private final Bert spec;
    private final BertTensors tensors;
    private final TensorFile file;
    private final String mask;

    /** @param mask int32 [batch, sequence] */
    BertProductsFp32(GraphBuilder graph, Bert spec, BertTensors tensors, TensorFile file, String mask) {
        this.graph = graph;
        this.spec = spec;
        this.tensors = tensors;
        this.file = file;
        this.mask = mask;
    }

    @Override
    public String attend(String x, String norm, String layer) {
        PackedQkv packed = PackedQkv.of(tensors, layer, spec.hidden());
        String name = layer + ".attention.self";
        String weights =
                graph.initializer(name + ".qkv", file.floats(packed.weights(), spec.hidden(), 3L * spec.hidden()));
        String bias = graph.initializer(name + ".qkv.bias", file.floats(packed.bias(), 3L * spec.hidden()));
        return graph.fused(
                "Attention", name, List.of(x, weights, bias, mask), Attributes.integer("num_heads", spec.heads()));
    }

    @Override
    public Product attentionOutput(String context, String norm, String layer) {
        return product(context, layer + ".attention.output.dense", spec.hidden(), spec.hidden());
    }

    @Override
    public String intermediate(String x, String norm, String layer) {
        Product wide = product(x, layer + ".intermediate.dense", spec.hidden(), spec.intermediate());
        return graph.fused(
                "BiasGelu",
                layer + ".intermediate.gelu",
                List.of(wide.value(), wide.bias().orElseThrow()));
    }

    @Override
    public Product output(String active, String norm, String layer) {
        return product(active, layer + ".output.dense", spec.intermediate(), spec.hidden());
    }

    private Product product(String x, String layer, long in, long out) {
        String weights = graph.initializer(layer + ".weight", file.floats(tensors.matrix(layer), in, out));
        String bias = graph.initializer(layer + ".bias", tensors.stored(layer + ".bias"));
        return new Product(graph.node("MatMul", layer, List.of(x, weights)), Optional.of(bias));
    }
}
