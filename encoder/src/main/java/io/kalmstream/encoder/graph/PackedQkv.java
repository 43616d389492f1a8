package io.kalmstream.encoder.graph;

import java.util.List;

/**
 * Query, key and value as one linear layer.
 *
 * @param weights [hidden, 3 * hidden], row-major
 * @param bias [3 * hidden]
 */
record PackedQkv(float[] weights, float[] bias) {
    private static final List<String> PARTS = List.of("query", "key", "value");

    static PackedQkv of(BertTensors tensors, String layer, int hidden) {
        int width = PARTS.size() * hidden;
        float[] weights = new float[hidden * width];
        float[] bias = new float[width];
        for (int part = 0; part < PARTS.size(); part++) {
            String name = layer + ".attention.self." + PARTS.get(part);
            float[] own = tensors.matrix(name);
            for (int row = 0; row < hidden; row++) {
                System.arraycopy(own, row * hidden, weights, row * width + part * hidden, hidden);
            }
            System.arraycopy(tensors.numbers(name + ".bias"), 0, bias, part * hidden, hidden);
        }
        return new PackedQkv(weights, bias);
    }
}
