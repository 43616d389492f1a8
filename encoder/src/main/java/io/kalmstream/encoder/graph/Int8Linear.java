package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Linear layers in 8-bit integers: weights with a scale for each output, activations with a scale for each token, found as they come.
 * Because a token has its own scale, its vector does not depend on what else is in the batch, and a token with an outlier spoils
 * no other.
 *
 * <p>Activations are unsigned around 128 and weights signed: the one pair for which x86 has an instruction and the runtime a kernel
 * that uses it.
 */
final class Int8Linear implements Linear {
    private static final int LARGEST = 127;
    /** A token of nothing but zeros, which has no largest value to be divided by. */
    private static final float SMALLEST = 1e-30f;

    private final GraphBuilder graph;
    private final Weights weights;
    private final Int8Layout layout;
    private final String location;
    /** Query, key and value read the same rows, as do gate and up. */
    private final Map<String, Quantized> quantized = new HashMap<>();

    Int8Linear(GraphBuilder graph, Weights weights, Int8Layout layout, Function<Path, String> location) {
        this.graph = graph;
        this.weights = weights;
        this.layout = layout;
        this.location = location.apply(layout.file());
    }

    /** {@code (values - 128) * scales} are the rows. */
    private record Quantized(String values, String scales) {}

    @Override
    public String apply(String rows, String layer) {
        Quantized input = quantized.computeIfAbsent(rows, this::quantize);
        Int8Layout.Matrix matrix = layout.matrices().get(layer);
        if (matrix == null) {
            throw new IllegalArgumentException("the layout has no layer " + layer);
        }
        String values =
                external(layer + ".int8", TensorProto.DataType.INT8, matrix.values(), matrix.in(), matrix.out());
        String scales = external(layer + ".scales", TensorProto.DataType.FLOAT, matrix.scales(), matrix.out());
        String sums = graph.node("MatMulInteger", layer + ".sums", List.of(input.values(), values, zero()));
        String floats =
                graph.node("Cast", layer + ".sums.fp32", List.of(sums), Attributes.to(TensorProto.DataType.FLOAT));
        String scaled = graph.node("Mul", layer + ".scaled", List.of(floats, scales));
        if (!weights.has(layer + ".bias")) {
            return graph.node("Mul", layer, List.of(scaled, input.scales()));
        }
        String product = graph.node("Mul", layer + ".product", List.of(scaled, input.scales()));
        return graph.node("Add", layer, List.of(product, weights.fp32(layer + ".bias")));
    }

    private Quantized quantize(String rows) {
        String name = rows + ".int8";
        String sizes = graph.node("Abs", name + ".sizes", List.of(rows));
        String largest = graph.node("ReduceMax", name + ".largest", List.of(sizes, graph.ints(-1)));
        String range = graph.node("Max", name + ".range", List.of(largest, graph.number(SMALLEST)));
        String unit = graph.node("Div", name + ".unit", List.of(rows, range));
        String values = graph.node("QuantizeLinear", name, List.of(unit, graph.number(1f / LARGEST), zero()));
        String scales = graph.node("Mul", name + ".scales", List.of(range, graph.number(1f / LARGEST)));
        return new Quantized(values, scales);
    }

    /** What stands for zero in an activation. */
    private String zero() {
        return graph.initializer(
                "const.uint8.128",
                TensorProto.newBuilder()
                        .setDataType(TensorProto.DataType.UINT8.getNumber())
                        .addInt32Data(LARGEST + 1));
    }

    private String external(String name, TensorProto.DataType type, long offset, long... shape) {
        return graph.initializer(name, ExternalData.tensor(type, location, offset, shape));
    }
}
