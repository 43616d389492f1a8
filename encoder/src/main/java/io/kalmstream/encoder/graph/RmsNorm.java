package io.kalmstream.encoder.graph;

import java.util.List;

/** {@code x / sqrt(mean(x^2) + epsilon) * scale} over the last axis. */
final class RmsNorm {
    private final GraphBuilder graph;
    private final Weights weights;
    private final float epsilon;
    /** What is added to the tensor to make the scale: Gemma keeps how far it is from one. */
    private final float offset;

    RmsNorm(GraphBuilder graph, Weights weights, float epsilon, float offset) {
        this.graph = graph;
        this.weights = weights;
        this.epsilon = epsilon;
        this.offset = offset;
    }

    /** @param norm whose tensor is {@code norm.weight} */
    String apply(String x, String norm) {
        // In this form the runtimes see that it is one operation.
        String squares = graph.node("Pow", norm + ".square", List.of(x, graph.number(2)));
        String mean = graph.node("ReduceMean", norm + ".mean", List.of(squares, graph.ints(-1)));
        String added = graph.node("Add", norm + ".mean.epsilon", List.of(mean, graph.number(epsilon)));
        String root = graph.node("Sqrt", norm + ".root", List.of(added));
        String unit = graph.node("Div", norm + ".unit", List.of(x, root));
        return graph.node("Mul", norm, List.of(unit, scale(norm)));
    }

    private String scale(String norm) {
        String tensor = weights.fp32(norm + ".weight");
        return offset == 0 ? tensor : graph.node("Add", norm + ".scale", List.of(tensor, graph.number(offset)));
    }
}
