package io.kalmstream.encoder.graph;

import io.kalmstream.encoder.checkpoint.ModelSpec.Bert;
import io.kalmstream.encoder.graph.ChannelBounds.Norm;
import io.kalmstream.encoder.graph.ChannelBounds.Range;
import java.util.List;
import java.util.Optional;

/**
 * The large products in 8 bits: signed weights with a scale for each output, unsigned activations with a fixed scale for each input
 * channel. That scale is the channel's bound ({@link ChannelBounds}); it is divided out of the activations and multiplied into the
 * weights' rows, so a channel that is always large takes no precision from the others. Fixed scales need no pass over the
 * activations to find their maximum, no example texts, and make a vector independent of the texts beside it. Scores, softmax, norms
 * and sums stay fp32. The GELU is its tanh form, which is within the error of 8 bits.
 */
final class BertProductsInt8 implements BertProducts {
    private static final Input SYMMETRIC = new Input(1 / 127f, 128);
    /** GELU is never below -0.17, and the bounds here never below {@link #LEAST_GELU_BOUND}: [-0.2, 1] in 255 steps. */
    private static final Input AFTER_GELU = new Input(1.2f / 255, 42);

    private static final float LEAST_GELU_BOUND = 0.85f;
    /** Found by trial on MiniLM: fewer clip, more are coarse. A mean over tokens strays less than one token. */
    private static final float CONTEXT_DEVIATIONS = 8;

    private static final float INTERMEDIATE_DEVIATIONS = 10;

    private final GraphBuilder graph;
    private final Bert spec;
    private final BertTensors tensors;
    private final TensorFile file;
    private final String mask;

    /** @param mask int32 [batch, sequence] */
    BertProductsInt8(GraphBuilder graph, Bert spec, BertTensors tensors, TensorFile file, String mask) {
        this.graph = graph;
        this.spec = spec;
        this.tensors = tensors;
        this.file = file;
        this.mask = mask;
    }

    /** How activations, divided by their bounds, become unsigned bytes. */
    private record Input(float scale, int zero) {}

    @Override
    public String attend(String x, String norm, String layer) {
        PackedQkv packed = PackedQkv.of(tensors, layer, spec.hidden());
        String name = layer + ".attention.self";
        String bias = graph.initializer(name + ".qkv.bias", file.floats(packed.bias(), packed.bias().length));
        String qkv = product(x, packed.weights(), bias, bounds(norm), SYMMETRIC, name + ".qkv");
        long size = spec.hidden();
        List<String> parts = graph.node(
                "Split",
                name + ".parts",
                3,
                List.of(qkv, graph.ints(size, size, size)),
                Attributes.integer("axis", -1));
        return graph.fused(
                "MultiHeadAttention",
                name,
                List.of(parts.get(0), parts.get(1), parts.get(2), "", mask),
                Attributes.integer("num_heads", spec.heads()));
    }

    @Override
    public Product attentionOutput(String context, String norm, String layer) {
        Range values = range(norm, layer + ".attention.self.value", CONTEXT_DEVIATIONS);
        return done(product(context, layer + ".attention.output.dense", values.absolute(), SYMMETRIC));
    }

    @Override
    public String intermediate(String x, String norm, String layer) {
        String wide = product(x, layer + ".intermediate.dense", bounds(norm), SYMMETRIC);
        return graph.fused("FastGelu", layer + ".intermediate.gelu", List.of(wide));
    }

    @Override
    public Product output(String active, String norm, String layer) {
        Range before = range(norm, layer + ".intermediate.dense", INTERMEDIATE_DEVIATIONS);
        return done(product(active, layer + ".output.dense", before.upper(LEAST_GELU_BOUND), AFTER_GELU));
    }

    private static Product done(String value) {
        return new Product(value, Optional.empty());
    }

    private float[] bounds(String norm) {
        return ChannelBounds.ofNorm(tensors.numbers(norm + ".weight"), tensors.numbers(norm + ".bias"));
    }

    private Range range(String norm, String layer, float deviations) {
        Norm before = new Norm(tensors.numbers(norm + ".weight"), tensors.numbers(norm + ".bias"));
        return ChannelBounds.ofLinear(before, tensors.matrix(layer), tensors.numbers(layer + ".bias"), deviations);
    }

    private String product(String x, String layer, float[] bounds, Input input) {
        String bias = graph.initializer(layer + ".bias", tensors.stored(layer + ".bias"));
        return product(x, tensors.matrix(layer), bias, bounds, input, layer);
    }

    private String product(String x, float[] matrix, String bias, float[] bounds, Input input, String name) {
        ColumnQuantized quantized = ColumnQuantized.of(matrix, bounds);
        long in = bounds.length;
        long out = quantized.scales().length;
        String weights = graph.initializer(name + ".int8", file.bytes(quantized.values(), in, out));
        String scales = graph.initializer(name + ".scales", file.floats(quantized.scales(), out));
        String factors = graph.initializer(name + ".factors", file.floats(inverse(bounds), in));
        String inputScale = graph.number(input.scale);
        String zero = graph.unsignedByte(input.zero);
        String bounded = graph.node("Mul", name + ".bounded", List.of(x, factors));
        String bytes = graph.node("QuantizeLinear", name + ".input", List.of(bounded, inputScale, zero));
        return graph.fused("MatMulIntegerToFloat", name, List.of(bytes, weights, inputScale, scales, zero, "", bias));
    }

    private static float[] inverse(float[] bounds) {
        float[] factors = new float[bounds.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = 1 / bounds[i];
        }
        return factors;
    }
}
