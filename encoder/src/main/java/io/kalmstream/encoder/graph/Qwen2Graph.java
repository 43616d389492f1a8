package io.kalmstream.encoder.graph;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.checkpoint.ModelSpec.Qwen2;
import io.kalmstream.encoder.checkpoint.ModelSpec.Rope;
import java.util.List;
import java.util.OptionalInt;

/** Qwen2 text model: pre-norm blocks, biased q, k and v, grouped-query attention, rotary positions, SiLU-gated MLP. */
final class Qwen2Graph {
    private final GraphBuilder graph;
    private final Qwen2 spec;
    private final Weights weights;
    private final Linear linear;
    private final RmsNorm norm;
    private final Rotary rotary;
    private final GroupedAttention attention;
    private final String mask;
    private final boolean maskPerQuery;

    Qwen2Graph(GraphBuilder graph, Tokens tokens, Qwen2 spec, Attention attention, Weights weights, Linear linear) {
        this.graph = graph;
        this.spec = spec;
        this.weights = weights;
        this.linear = linear;
        this.norm = new RmsNorm(graph, weights, spec.rmsEpsilon(), 0);
        this.rotary = Rotary.of(graph, tokens, "rotary", spec.headSize(), new Rope(spec.ropeTheta(), 1));
        this.attention = new GroupedAttention(
                graph, tokens, spec.heads(), spec.keyValueHeads(), spec.headSize(), 1 / Math.sqrt(spec.headSize()));
        AttentionMasks masks = new AttentionMasks(graph, tokens, attention);
        this.mask = masks.mask("mask.attention", OptionalInt.empty());
        this.maskPerQuery = masks.perQuery(OptionalInt.empty());
    }

    /** @return rows [batch * sequence, hidden] */
    String apply(String ids) {
        String embeddings = weights.rows("embed_tokens.weight", "embeddings", ids);
        String x = graph.node("Reshape", "embeddings.rows", List.of(embeddings, graph.ints(-1, spec.hidden())));
        for (int i = 0; i < spec.layers(); i++) {
            x = block(x, "layers." + i);
        }
        return norm.apply(x, "norm");
    }

    private String block(String x, String layer) {
        String attended = attend(norm.apply(x, layer + ".input_layernorm"), layer + ".self_attn");
        String between = graph.node("Add", layer + ".attended", List.of(x, attended));
        String fed = feed(norm.apply(between, layer + ".post_attention_layernorm"), layer + ".mlp");
        return graph.node("Add", layer + ".fed", List.of(between, fed));
    }

    private String attend(String x, String name) {
        String query = rotary.apply(heads(x, name + ".q", spec.heads()), name + ".q.turned");
        String key = rotary.apply(heads(x, name + ".k", spec.keyValueHeads()), name + ".k.turned");
        String value = heads(x, name + ".v", spec.keyValueHeads());
        String rows = attention.apply(query, key, value, mask, maskPerQuery, name);
        return linear.apply(rows, name + ".o_proj");
    }

    private String heads(String x, String name, int count) {
        String split = attention.split(linear.apply(x, name + "_proj"), count, name + ".split");
        return attention.byHead(split, name + ".heads");
    }

    private String feed(String x, String name) {
        String gate = linear.apply(x, name + ".gate_proj");
        String sigmoid = graph.node("Sigmoid", name + ".sigmoid", List.of(gate));
        String active = graph.node("Mul", name + ".silu", List.of(gate, sigmoid));
        String gated = graph.node("Mul", name + ".gated", List.of(active, linear.apply(x, name + ".up_proj")));
        return linear.apply(gated, name + ".down_proj");
    }
}
