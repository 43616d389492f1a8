package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;

/**
 * What every model is given.
 *
 * @param ids int64 [batch, sequence], padded on the right
 * @param mask float [batch, sequence]: 1, or 0 for padding
 * @param shape int64 [2]: batch, sequence
 * @param length int64 [1]: sequence
 * @param positions int64 [sequence]: 0, 1, 2, ...
 */
record Tokens(String ids, String mask, String shape, String length, String positions) {
    static Tokens of(GraphBuilder graph) {
        String ids = graph.tokens("input_ids");
        String mask = graph.node(
                "Cast", "mask", List.of(graph.tokens("attention_mask")), Attributes.to(TensorProto.DataType.FLOAT));
        String shape = graph.node("Shape", "shape", List.of(ids));
        String length = graph.node("Slice", "length", List.of(shape, graph.ints(1), graph.ints(2)));
        String limit = graph.node("Squeeze", "length.scalar", List.of(length, graph.ints(0)));
        String positions = graph.node("Range", "positions", List.of(graph.integer(0), limit, graph.integer(1)));
        return new Tokens(ids, mask, shape, length, positions);
    }
}
