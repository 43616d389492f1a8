package io.kalmstream.encoder.graph;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.checkpoint.ModelSpec.Bert;
import java.util.List;
import java.util.OptionalInt;

/** BERT: post-norm blocks, everything biased, learned positions, exact GELU. Every token is of type 0. */
final class BertGraph {
    private final GraphBuilder graph;
    private final Tokens tokens;
    private final Bert spec;
    private final Weights weights;
    private final Linear linear;
    private final GroupedAttention attention;
    private final String mask;
    private final boolean maskPerQuery;

    BertGraph(GraphBuilder graph, Tokens tokens, Bert spec, Attention attention, Weights weights, Linear linear) {
        this.graph = graph;
        this.tokens = tokens;
        this.spec = spec;
        this.weights = weights;
        this.linear = linear;
        int headSize = spec.hidden() / spec.heads();
        this.attention =
                new GroupedAttention(graph, tokens, spec.heads(), spec.heads(), headSize, 1 / Math.sqrt(headSize));
        AttentionMasks masks = new AttentionMasks(graph, tokens, attention);
        this.mask = masks.mask("mask.attention", OptionalInt.empty());
        this.maskPerQuery = masks.perQuery(OptionalInt.empty());
    }

    /** @return rows [batch * sequence, hidden] */
    String apply(String ids) {
        String sum = graph.node("Add", "embeddings", List.of(words(ids), places()));
        String rows = graph.node("Reshape", "embeddings.rows", List.of(sum, graph.ints(-1, spec.hidden())));
        String x = norm(rows, "embeddings.LayerNorm");
        for (int i = 0; i < spec.layers(); i++) {
            x = block(x, "encoder.layer." + i);
        }
        return x;
    }

    private String words(String ids) {
        return weights.rows("embeddings.word_embeddings.weight", "embeddings.words", ids);
    }

    /** float [sequence, hidden]: where a token stands, and that its type is 0. */
    private String places() {
        String places =
                weights.rows("embeddings.position_embeddings.weight", "embeddings.positions", tokens.positions());
        String type = weights.rows("embeddings.token_type_embeddings.weight", "embeddings.type", graph.ints(0));
        return graph.node("Add", "embeddings.places", List.of(places, type));
    }

    private String block(String x, String layer) {
        String attended = linear.apply(attend(x, layer + ".attention.self"), layer + ".attention.output.dense");
        String first = graph.node("Add", layer + ".attended", List.of(attended, x));
        String between = norm(first, layer + ".attention.output.LayerNorm");
        String wide = linear.apply(between, layer + ".intermediate.dense");
        String active = graph.node("Gelu", layer + ".intermediate.gelu", List.of(wide));
        String fed = linear.apply(active, layer + ".output.dense");
        String second = graph.node("Add", layer + ".fed", List.of(fed, between));
        return norm(second, layer + ".output.LayerNorm");
    }

    private String attend(String x, String name) {
        return attention.apply(
                heads(x, name + ".query"),
                heads(x, name + ".key"),
                heads(x, name + ".value"),
                mask,
                maskPerQuery,
                name);
    }

    private String heads(String x, String name) {
        String split = attention.split(linear.apply(x, name), spec.heads(), name + ".split");
        return attention.byHead(split, name + ".heads");
    }

    private String norm(String x, String name) {
        return graph.node(
                "LayerNormalization",
                name,
                List.of(x, weights.fp32(name + ".weight"), weights.fp32(name + ".bias")),
                Attributes.integer("axis", -1),
                Attributes.number("epsilon", spec.layerNormEpsilon()));
    }
}
