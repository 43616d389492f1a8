package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.kalmstream.encoder.Attention;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is added to attention scores, [batch or 1, 1, queries or 1, keys]: nothing, or so much less that the softmax answers zero.
 * Never infinity: a row with nothing to see would be NaN, and pooling would carry that into every vector.
 */
final class AttentionMasks {
    /** Even twice this is a number in fp16; no row of scores is so wide. */
    private static final float HIDDEN = -30_000;

    private final GraphBuilder graph;
    private final Tokens tokens;
    private final Attention attention;
    private final String padding;

    AttentionMasks(GraphBuilder graph, Tokens tokens, Attention attention) {
        this.graph = graph;
        this.tokens = tokens;
        this.attention = attention;
        String hidden = graph.node("Sub", "mask.padding", List.of(graph.number(1), tokens.mask()));
        String bias = graph.node("Mul", "mask.padding.bias", List.of(hidden, graph.number(HIDDEN)));
        this.padding = graph.node("Unsqueeze", "mask.keys", List.of(bias, graph.ints(1, 2)));
    }

    /** Whether a mask has a row for each query. */
    boolean perQuery(OptionalInt window) {
        return attention == Attention.CAUSAL || window.isPresent();
    }

    /**
     * @param name of the mask
     * @param window how many positions a token sees, itself included: backwards when causal, else in each direction
     */
    String mask(String name, OptionalInt window) {
        if (!perQuery(window)) {
            return padding;
        }
        String distance = distance(name);
        String hidden = switch (attention) {
            case CAUSAL -> outside(name, distance, window);
            case BIDIRECTIONAL -> outside(name, graph.node("Abs", name + ".distance.abs", List.of(distance)), window);
        };
        String number =
                graph.node("Cast", name + ".hidden", List.of(hidden), Attributes.to(TensorProto.DataType.FLOAT));
        String bias = graph.node("Mul", name + ".bias", List.of(number, graph.number(HIDDEN)));
        return graph.node("Add", name, List.of(bias, padding));
    }

    /** int64 [queries, keys]: how far back a key is. */
    private String distance(String name) {
        String queries = graph.node("Unsqueeze", name + ".queries", List.of(tokens.positions(), graph.ints(1)));
        String keys = graph.node("Unsqueeze", name + ".keys", List.of(tokens.positions(), graph.ints(0)));
        return graph.node("Sub", name + ".distance", List.of(queries, keys));
    }

    private String outside(String name, String distance, OptionalInt window) {
        String ahead = graph.node("Less", name + ".ahead", List.of(distance, graph.integer(0)));
        if (window.isEmpty()) {
            return ahead;
        }
        String behind =
                graph.node("GreaterOrEqual", name + ".behind", List.of(distance, graph.integer(window.getAsInt())));
        return graph.node("Or", name + ".outside", List.of(ahead, behind));
    }
}
