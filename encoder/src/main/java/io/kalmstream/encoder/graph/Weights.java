package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.kalmstream.encoder.checkpoint.DataType;
import io.kalmstream.encoder.checkpoint.WeightTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The checkpoint's tensors as values of the graph: external data, at their bytes in the checkpoint's own files. */
final class Weights {
    private final GraphBuilder graph;
    private final Map<String, WeightTensor> tensors;
    private final Function<Path, String> location;

    /**
     * @param tensors by the name that the architecture gives them
     * @param location how the graph names a weights file: relative to a folder that whoever loads the graph knows
     */
    Weights(GraphBuilder graph, Map<String, WeightTensor> tensors, Function<Path, String> location) {
        this.graph = graph;
        this.tensors = tensors;
        this.location = location;
    }

    boolean has(String name) {
        return tensors.containsKey(name);
    }

    private WeightTensor tensor(String name) {
        WeightTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the model has no tensor " + name);
        }
        return tensor;
    }

    /** The tensor as numbers to compute with; a runtime converts 16-bit ones once, when it loads the graph. */
    String fp32(String name) {
        return toFp32(name, onDisk(name), name + ".fp32");
    }

    /** Rows of a table, converted after they were looked up: the table stays as it is. */
    String rows(String table, String value, String indices) {
        String rows = graph.node("Gather", value, List.of(onDisk(table), indices));
        return toFp32(table, rows, value + ".fp32");
    }

    private String toFp32(String tensor, String value, String name) {
        return tensor(tensor).type() == DataType.F32
                ? value
                : graph.node("Cast", name, List.of(value), Attributes.to(TensorProto.DataType.FLOAT));
    }

    private String onDisk(String name) {
        WeightTensor tensor = tensor(name);
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        return graph.initializer(
                name, ExternalData.tensor(type(tensor.type()), location.apply(tensor.file()), tensor.offset(), shape));
    }

    private static TensorProto.DataType type(DataType type) {
        return switch (type) {
            case F32 -> TensorProto.DataType.FLOAT;
            case F16 -> TensorProto.DataType.FLOAT16;
            case BF16 -> TensorProto.DataType.BFLOAT16;
        };
    }
}
