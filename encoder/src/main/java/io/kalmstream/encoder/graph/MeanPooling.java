package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.List;

/**
 * Makes an embedding model of a model that answers one vector per token: the mean over the tokens that are not padding, scaled to
 * unit length. Only operators whose form is the same in every opset from 5 on are used: a mean is a product with weights that sum
 * to one, and those are the mask divided by its own sum.
 */
public final class MeanPooling {
    /** The only output of the new graph: float [batch, dimensions]. */
    public static final String OUTPUT = "embedding";

    private static final String MASK = "attention_mask";
    private static final String PREFIX = "kalm/";

    private final GraphProto.Builder graph;

    private MeanPooling(GraphProto.Builder graph) {
        this.graph = graph;
    }

    /**
     * @param model has an input {@code attention_mask} [batch, sequence] and one output, float [batch, sequence, dimensions]
     * @return the model with the output {@value #OUTPUT} in place of its own
     */
    public static ModelProto append(ModelProto model, int dimensions) {
        GraphProto.Builder graph = model.getGraph().toBuilder();
        if (graph.getInputList().stream().noneMatch(input -> input.getName().equals(MASK))) {
            throw new IllegalArgumentException(
                    "The graph has no input " + MASK + ": padding could not be told from text");
        }
        if (graph.getOutputCount() != 1) {
            throw new IllegalArgumentException("The graph has " + graph.getOutputCount() + " outputs instead of one: "
                    + graph.getOutputList().stream()
                            .map(ValueInfoProto::getName)
                            .toList());
        }
        new MeanPooling(graph).append(dimensions);
        return model.toBuilder().setGraph(graph).build();
    }

    private void append(int dimensions) {
        String hidden = graph.getOutput(0).getName();
        // In a shape, 0 keeps the size of the input and -1 takes what is left.
        String rowsShape = shape("rows-shape", 0, 1, -1);
        String meanShape = shape("mean-shape", -1, dimensions);

        String mask = node("Cast", "mask", List.of(MASK), integer("to", TensorProto.DataType.FLOAT.getNumber()));
        String weights = node("LpNormalization", "weights", List.of(mask), integer("axis", -1), integer("p", 1));
        String rows = node("Reshape", "rows", List.of(weights, rowsShape));
        String means = node("MatMul", "means", List.of(rows, hidden));
        String mean = node("Reshape", "mean", List.of(means, meanShape));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("LpNormalization")
                .setName(PREFIX + OUTPUT)
                .addInput(mean)
                .addOutput(OUTPUT)
                .addAttribute(integer("axis", -1))
                .addAttribute(integer("p", 2)));
        graph.clearOutput().addOutput(output(dimensions));
    }

    private String node(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(PREFIX + name)
                .addAllInput(inputs)
                .addOutput(PREFIX + name)
                .addAllAttribute(Arrays.asList(attributes)));
        return PREFIX + name;
    }

    private String shape(String name, long... sizes) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(PREFIX + name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(sizes.length);
        Arrays.stream(sizes).forEach(tensor::addInt64Data);
        graph.addInitializer(tensor);
        return PREFIX + name;
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static ValueInfoProto output(int dimensions) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch_size"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimensions))
                .build();
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(OUTPUT)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
