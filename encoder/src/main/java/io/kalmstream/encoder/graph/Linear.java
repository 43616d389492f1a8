package io.kalmstream.encoder.graph;

import java.util.ArrayList;
import java.util.List;

/** Linear layers on rows: float [rows, in] to [rows, out], plus the bias if the layer has one. */
interface Linear {
    /** @param layer whose tensors are {@code layer.weight} and maybe {@code layer.bias} */
    String apply(String rows, String layer);

    /** The weights are used as they lie, [out, in]. */
    static Linear fp32(GraphBuilder graph, Weights weights) {
        return (rows, layer) -> {
            List<String> inputs = new ArrayList<>(List.of(rows, weights.fp32(layer + ".weight")));
            if (weights.has(layer + ".bias")) {
                inputs.add(weights.fp32(layer + ".bias"));
            }
            return graph.node("Gemm", layer, inputs, Attributes.integer("transB", 1));
        };
    }
}
