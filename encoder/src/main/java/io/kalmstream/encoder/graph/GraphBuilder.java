package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Writes an ONNX graph. Every method answers the name of a value, to be the input of the next node. A node is named after the part of
 * the model it computes, and so is its value; a constant is named after what it holds and is there once.
 *
 * <p>Threads: one.
 */
final class GraphBuilder {
    /** Has everything that is used here (Gelu came last), and both runtimes know it. */
    private static final int OPSET = 20;
    /** The file format of that opset. */
    private static final int IR_VERSION = 9;

    private static final String RUNTIME_DOMAIN = "com.microsoft";

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Set<String> names = new HashSet<>();

    /** @param name e.g. {@code layers.3.mlp.up_proj} */
    String node(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        return node(operator, name, 1, inputs, attributes).getFirst();
    }

    /** A node of several values, named {@code name.0}, {@code name.1} and so on. */
    List<String> node(String operator, String name, int values, List<String> inputs, AttributeProto... attributes) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("the graph has two values " + name);
        }
        List<String> outputs = values == 1
                ? List.of(name)
                : IntStream.range(0, values).mapToObj(i -> name + "." + i).toList();
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(Arrays.asList(attributes)));
        return outputs;
    }

    /** Like {@link #node} for an operator that only ONNX Runtime knows: several standard ones computed as one. */
    String fused(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        return fused(operator, name, 1, inputs, attributes).getFirst();
    }

    /** @param inputs empty names stand for those that are left out */
    List<String> fused(String operator, String name, int values, List<String> inputs, AttributeProto... attributes) {
        List<String> outputs = node(operator, name, values, inputs, attributes);
        graph.getNodeBuilder(graph.getNodeCount() - 1).setDomain(RUNTIME_DOMAIN);
        return outputs;
    }

    /** An int64 vector: a shape, or axes. */
    String ints(long... values) {
        String name = "const.int64" + Arrays.toString(values);
        if (names.add(name)) {
            TensorProto.Builder tensor = TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(TensorProto.DataType.INT64.getNumber())
                    .addDims(values.length);
            Arrays.stream(values).forEach(tensor::addInt64Data);
            graph.addInitializer(tensor);
        }
        return name;
    }

    /** An int64 without dimensions. */
    String integer(long value) {
        String name = "const.int64." + value;
        if (names.add(name)) {
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(TensorProto.DataType.INT64.getNumber())
                    .addInt64Data(value));
        }
        return name;
    }

    /** A float without dimensions. */
    String number(float value) {
        String name = "const.float." + value;
        if (names.add(name)) {
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(TensorProto.DataType.FLOAT.getNumber())
                    .addFloatData(value));
        }
        return name;
    }

    /** An unsigned byte without dimensions. */
    String unsignedByte(int value) {
        String name = "const.uint8." + value;
        if (names.add(name)) {
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(TensorProto.DataType.UINT8.getNumber())
                    .addInt32Data(value));
        }
        return name;
    }

    /** A float vector. */
    String numbers(String name, float... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(values.length);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return initializer(name, tensor);
    }

    /** @param tensor without a name */
    String initializer(String name, TensorProto.Builder tensor) {
        if (names.add(name)) {
            graph.addInitializer(tensor.setName(name));
        }
        return name;
    }

    /** An int64 input [batch, sequence]. */
    String tokens(String name) {
        graph.addInput(value(name, TensorProto.DataType.INT64, symbol("batch"), symbol("sequence")));
        return name;
    }

    /** @param name of a value float [batch, dimensions]: the only output */
    ModelProto build(String name, int dimensions) {
        graph.setName("text-encoder")
                .addOutput(value(
                        name,
                        TensorProto.DataType.FLOAT,
                        symbol("batch"),
                        TensorShapeProto.Dimension.newBuilder().setDimValue(dimensions)));
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("kalmstream")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .addOpsetImport(OperatorSetIdProto.newBuilder()
                        .setDomain(RUNTIME_DOMAIN)
                        .setVersion(1))
                .setGraph(graph)
                .build();
    }

    private static TensorShapeProto.Dimension.Builder symbol(String name) {
        return TensorShapeProto.Dimension.newBuilder().setDimParam(name);
    }

    private static ValueInfoProto value(
            String name, TensorProto.DataType type, TensorShapeProto.Dimension.Builder... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        Arrays.stream(dimensions).forEach(shape::addDim);
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
