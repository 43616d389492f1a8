package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.kalmstream.encoder.checkpoint.ModelSpec;
import java.util.List;

/**
 * Rotary positions: the two halves of a head's vector are the coordinates of points, and each is turned by an angle that grows with
 * the token's position (Su et al., RoFormer, 2021; the halves as in Llama).
 */
final class Rotary {
    private final GraphBuilder graph;
    /** float [sequence, head / 2]. */
    private final String cosine;

    private final String sine;

    private Rotary(GraphBuilder graph, String cosine, String sine) {
        this.graph = graph;
        this.cosine = cosine;
        this.sine = sine;
    }

    /** @param name e.g. {@code rotary} */
    static Rotary of(GraphBuilder graph, Tokens tokens, String name, int headSize, ModelSpec.Rope rope) {
        float[] frequencies = new float[headSize / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = (float) (1 / Math.pow(rope.theta(), 2.0 * i / headSize) / rope.factor());
        }
        String positions = graph.node(
                "Cast", name + ".positions", List.of(tokens.positions()), Attributes.to(TensorProto.DataType.FLOAT));
        String column = graph.node("Unsqueeze", name + ".column", List.of(positions, graph.ints(1)));
        String angles =
                graph.node("Mul", name + ".angles", List.of(column, graph.numbers(name + ".frequencies", frequencies)));
        return new Rotary(
                graph,
                graph.node("Cos", name + ".cos", List.of(angles)),
                graph.node("Sin", name + ".sin", List.of(angles)));
    }

    /** @param heads float [batch, heads, sequence, head] */
    String apply(String heads, String name) {
        List<String> halves = graph.node(
                "Split",
                name + ".half",
                2,
                List.of(heads),
                Attributes.integer("axis", -1),
                Attributes.integer("num_outputs", 2));
        String x = halves.getFirst();
        String y = halves.getLast();
        String turnedX =
                graph.node("Sub", name + ".x", List.of(times(x, cosine, name + ".xc"), times(y, sine, name + ".ys")));
        String turnedY =
                graph.node("Add", name + ".y", List.of(times(y, cosine, name + ".yc"), times(x, sine, name + ".xs")));
        return graph.node("Concat", name, List.of(turnedX, turnedY), Attributes.integer("axis", -1));
    }

    private String times(String value, String factor, String name) {
        return graph.node("Mul", name, List.of(value, factor));
    }
}
