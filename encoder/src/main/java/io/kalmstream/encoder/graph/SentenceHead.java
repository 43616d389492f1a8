package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.kalmstream.encoder.Pooling;
import java.util.List;

/**
 * From the vectors of the tokens to the vector of the text: a weight for each token, the weighted sum, the first dimensions of it
 * (Matryoshka: cut first, then scale), unit length.
 */
final class SentenceHead {
    /** The only output of the graph: float [batch, dimensions]. */
    static final String OUTPUT = "embedding";

    private final GraphBuilder graph;
    private final Tokens tokens;

    SentenceHead(GraphBuilder graph, Tokens tokens) {
        this.graph = graph;
        this.tokens = tokens;
    }

    /** @param rows float [batch * sequence, hidden] */
    ModelProto finish(String rows, int hidden, Pooling pooling, int dimensions) {
        String shape = graph.node(
                "Concat", "pooling.shape", List.of(tokens.shape(), graph.ints(hidden)), Attributes.integer("axis", 0));
        String vectors = graph.node("Reshape", "pooling.tokens", List.of(rows, shape));
        String row = graph.node("Unsqueeze", "pooling.row", List.of(weights(pooling), graph.ints(1)));
        String sum = graph.node("MatMul", "pooling.sum", List.of(row, vectors));
        String pooled = graph.node("Squeeze", "pooling", List.of(sum, graph.ints(1)));
        String cut = dimensions == hidden
                ? pooled
                : graph.node(
                        "Slice", "matryoshka", List.of(pooled, graph.ints(0), graph.ints(dimensions), graph.ints(1)));
        graph.node("LpNormalization", OUTPUT, List.of(cut), Attributes.integer("axis", -1), Attributes.integer("p", 2));
        return graph.build(OUTPUT, dimensions);
    }

    /** float [batch or 1, sequence], each row sums to one. */
    private String weights(Pooling pooling) {
        return switch (pooling) {
            case MEAN -> graph.node("Div", "pooling.weights", List.of(tokens.mask(), count()));
            case CLS -> only(graph.ints(0));
            case LAST_TOKEN -> {
                String count = graph.node(
                        "Cast", "pooling.count.int", List.of(count()), Attributes.to(TensorProto.DataType.INT64));
                yield only(graph.node("Sub", "pooling.last", List.of(count, graph.integer(1))));
            }
        };
    }

    /** float [batch, 1] */
    private String count() {
        return graph.node("ReduceSum", "pooling.count", List.of(tokens.mask(), graph.ints(1)));
    }

    /** @param position int64 [batch, 1] or [1] */
    private String only(String position) {
        String positions = graph.node("Unsqueeze", "pooling.positions", List.of(tokens.positions(), graph.ints(0)));
        String chosen = graph.node("Equal", "pooling.chosen", List.of(positions, position));
        return graph.node("Cast", "pooling.weights", List.of(chosen), Attributes.to(TensorProto.DataType.FLOAT));
    }
}
