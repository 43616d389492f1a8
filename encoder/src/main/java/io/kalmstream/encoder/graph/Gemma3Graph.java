package io.kalmstream.encoder.graph;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.checkpoint.ModelSpec.Gemma3;
import java.util.List;
import java.util.OptionalInt;

/**
 * Gemma 3 text model: a norm before and after each half of a block, norms of q and k, sliding and full layers with their own rotary
 * positions and masks, GELU-gated MLP, embeddings scaled by the root of the hidden size.
 */
final class Gemma3Graph {
    private final GraphBuilder graph;
    private final Gemma3 spec;
    private final Weights weights;
    private final Linear linear;
    private final RmsNorm norm;
    private final GroupedAttention attention;
    private final LayerKind full;
    private final LayerKind sliding;

    Gemma3Graph(GraphBuilder graph, Tokens tokens, Gemma3 spec, Attention attention, Weights weights, Linear linear) {
        this.graph = graph;
        this.spec = spec;
        this.weights = weights;
        this.linear = linear;
        this.norm = new RmsNorm(graph, weights, spec.rmsEpsilon(), 1);
        this.attention = new GroupedAttention(
                graph, tokens, spec.heads(), spec.keyValueHeads(), spec.headSize(), spec.scoreScale());
        AttentionMasks masks = new AttentionMasks(graph, tokens, attention);
        OptionalInt everything = OptionalInt.empty();
        OptionalInt window = OptionalInt.of(spec.slidingWindow());
        this.full = new LayerKind(
                Rotary.of(graph, tokens, "rotary.full", spec.headSize(), spec.fullRope()),
                masks.mask("mask.full", everything),
                masks.perQuery(everything));
        this.sliding = new LayerKind(
                Rotary.of(graph, tokens, "rotary.sliding", spec.headSize(), spec.slidingRope()),
                masks.mask("mask.sliding", window),
                masks.perQuery(window));
    }

    private record LayerKind(Rotary rotary, String mask, boolean maskPerQuery) {}

    /** @return rows [batch * sequence, hidden] */
    String apply(String ids) {
        String embeddings = weights.rows("embed_tokens.weight", "embeddings", ids);
        String scaled =
                graph.node("Mul", "embeddings.scaled", List.of(embeddings, graph.number(spec.embeddingScale())));
        String x = graph.node("Reshape", "embeddings.rows", List.of(scaled, graph.ints(-1, spec.hidden())));
        for (int i = 0; i < spec.layers(); i++) {
            x = block(x, "layers." + i, spec.slidingLayers().get(i) ? sliding : full);
        }
        return norm.apply(x, "norm");
    }

    private String block(String x, String layer, LayerKind kind) {
        String attended = attend(norm.apply(x, layer + ".input_layernorm"), layer + ".self_attn", kind);
        String normed = norm.apply(attended, layer + ".post_attention_layernorm");
        String between = graph.node("Add", layer + ".attended", List.of(x, normed));
        String fed = feed(norm.apply(between, layer + ".pre_feedforward_layernorm"), layer + ".mlp");
        String fedNormed = norm.apply(fed, layer + ".post_feedforward_layernorm");
        return graph.node("Add", layer + ".fed", List.of(between, fedNormed));
    }

    private String attend(String x, String name, LayerKind kind) {
        String query = kind.rotary().apply(normedHeads(x, name + ".q", spec.heads()), name + ".q.turned");
        String key = kind.rotary().apply(normedHeads(x, name + ".k", spec.keyValueHeads()), name + ".k.turned");
        String value = attention.byHead(split(x, name + ".v", spec.keyValueHeads()), name + ".v.heads");
        String rows = attention.apply(query, key, value, kind.mask(), kind.maskPerQuery(), name);
        return linear.apply(rows, name + ".o_proj");
    }

    private String normedHeads(String x, String name, int count) {
        return attention.byHead(norm.apply(split(x, name, count), name + "_norm"), name + ".heads");
    }

    private String split(String x, String name, int count) {
        return attention.split(linear.apply(x, name + "_proj"), count, name + ".split");
    }

    private String feed(String x, String name) {
        String gate = linear.apply(x, name + ".gate_proj");
        String active = graph.node("Gelu", name + ".gelu", List.of(gate), Attributes.text("approximate", "tanh"));
        String gated = graph.node("Mul", name + ".gated", List.of(active, linear.apply(x, name + ".up_proj")));
        return linear.apply(gated, name + ".down_proj");
    }
}
