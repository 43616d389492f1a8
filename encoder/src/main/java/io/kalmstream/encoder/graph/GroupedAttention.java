package io.kalmstream.encoder.graph;

import java.util.List;

/**
 * Attention where several query heads share a key and value head. The queries of a group are laid below each other as rows of one
 * product, so keys and values are never copied.
 *
 * <p>The sizes 0 and -1 in a shape mean: as the input has it, and what is left.
 */
final class GroupedAttention {
    private final GraphBuilder graph;
    private final Tokens tokens;
    private final int heads;
    private final int keyValueHeads;
    private final int headSize;
    private final float scoreScale;

    GroupedAttention(GraphBuilder graph, Tokens tokens, int heads, int keyValueHeads, int headSize, double scoreScale) {
        this.graph = graph;
        this.tokens = tokens;
        this.heads = heads;
        this.keyValueHeads = keyValueHeads;
        this.headSize = headSize;
        this.scoreScale = (float) scoreScale;
    }

    /** @return the rows [batch * sequence, count * head] as [batch, sequence, count, head] */
    String split(String rows, int count, String name) {
        String shape = graph.node(
                "Concat",
                name + ".shape",
                List.of(tokens.shape(), graph.ints(count, headSize)),
                Attributes.integer("axis", 0));
        return graph.node("Reshape", name, List.of(rows, shape));
    }

    /** @return [batch, sequence, count, head] as [batch, count, sequence, head] */
    String byHead(String split, String name) {
        return graph.node("Transpose", name, List.of(split), Attributes.integers("perm", 0, 2, 1, 3));
    }

    /**
     * @param query [batch, heads, sequence, head]
     * @param key [batch, keyValueHeads, sequence, head]
     * @param value as {@code key}
     * @param perQuery whether the mask has a row for each query
     * @return rows [batch * sequence, heads * head]
     */
    String apply(String query, String key, String value, String mask, boolean perQuery, String name) {
        String grouped = reshape(query, name + ".q.grouped", 0, keyValueHeads, -1, headSize);
        String keys =
                graph.node("Transpose", name + ".k.columns", List.of(key), Attributes.integers("perm", 0, 1, 3, 2));
        String products = graph.node("MatMul", name + ".products", List.of(grouped, keys));
        String scores = graph.node("Mul", name + ".scores", List.of(products, graph.number(scoreScale)));
        String weights = perQuery ? perQuery(scores, mask, name) : softmax(scores, mask, name);
        String attended = graph.node("MatMul", name + ".attended", List.of(weights, value));
        String byHead = reshape(attended, name + ".attended.by-head", 0, heads, -1, headSize);
        String byToken = graph.node(
                "Transpose", name + ".attended.by-token", List.of(byHead), Attributes.integers("perm", 0, 2, 1, 3));
        return reshape(byToken, name + ".rows", -1, (long) heads * headSize);
    }

    private String perQuery(String scores, String mask, String name) {
        String byHead = reshape(scores, name + ".scores.by-head", 0, heads, -1, 0);
        return reshape(softmax(byHead, mask, name), name + ".weights.grouped", 0, keyValueHeads, -1, 0);
    }

    private String softmax(String scores, String mask, String name) {
        String masked = graph.node("Add", name + ".masked", List.of(scores, mask));
        return graph.node("Softmax", name + ".weights", List.of(masked), Attributes.integer("axis", -1));
    }

    private String reshape(String value, String name, long... shape) {
        return graph.node("Reshape", name, List.of(value, graph.ints(shape)));
    }
}
