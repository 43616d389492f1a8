package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Precision;
import io.kalmstream.encoder.checkpoint.ModelSpec.Bert;
import io.kalmstream.encoder.graph.BertProducts.Product;
import java.util.List;
import java.util.stream.Stream;

/**
 * BERT in ONNX Runtime's own operators for it, mean-pooled: what {@link BertGraph} computes, in fewer passes over memory. Only that
 * runtime can read it.
 */
public final class FusedBert {
    private static final String EMBEDDINGS_NORM = "embeddings.LayerNorm";

    private final GraphBuilder graph;
    private final Bert spec;
    private final BertTensors tensors;
    private final TensorFile file;
    private final BertProducts products;

    private FusedBert(GraphBuilder graph, Bert spec, BertTensors tensors, TensorFile file, BertProducts products) {
        this.graph = graph;
        this.spec = spec;
        this.tensors = tensors;
        this.file = file;
        this.products = products;
    }

    /**
     * @param file gets the weights whose form differs from that in which they come
     * @return int64 {@code input_ids} and {@code attention_mask} [batch, sequence] to float {@value ModelGraph#OUTPUT} [batch, hidden]
     */
    public static ModelProto write(Bert spec, BertTensors tensors, TensorFile file, Precision precision) {
        GraphBuilder graph = new GraphBuilder();
        Tokens tokens = Tokens.of(graph);
        String mask =
                graph.node("Cast", "mask.int32", List.of("attention_mask"), Attributes.to(TensorProto.DataType.INT32));
        BertProducts products = switch (precision) {
            case FP32 -> new BertProductsFp32(graph, spec, tensors, file, mask);
            case INT8 -> new BertProductsInt8(graph, spec, tensors, file, mask);
        };
        String vectors = new FusedBert(graph, spec, tensors, file, products).apply(tokens.ids());
        return new SentenceHead(graph, tokens).finish(vectors, spec.hidden(), Pooling.MEAN, spec.hidden());
    }

    /** @return [batch, sequence, hidden] */
    private String apply(String ids) {
        String x = embed(ids);
        String norm = EMBEDDINGS_NORM;
        for (int i = 0; i < spec.layers(); i++) {
            String layer = "encoder.layer." + i;
            String context = products.attend(x, norm, layer);
            String between = layer + ".attention.output.LayerNorm";
            x = addAndNorm(products.attentionOutput(context, norm, layer), x, between);
            String active = products.intermediate(x, between, layer);
            norm = layer + ".output.LayerNorm";
            x = addAndNorm(products.output(active, between, layer), x, norm);
        }
        return x;
    }

    private String embed(String ids) {
        String ints = graph.node("Cast", "ids.int32", List.of(ids), Attributes.to(TensorProto.DataType.INT32));
        String words = stored("embeddings.word_embeddings.weight");
        String places = graph.initializer("embeddings.places", file.floats(places(), spec.positions(), spec.hidden()));
        return graph.fused(
                        "EmbedLayerNormalization",
                        EMBEDDINGS_NORM,
                        2,
                        List.of(
                                ints,
                                "",
                                words,
                                places,
                                "",
                                stored(EMBEDDINGS_NORM + ".weight"),
                                stored(EMBEDDINGS_NORM + ".bias")),
                        epsilon())
                .getFirst();
    }

    /** Every token is of type 0, so that its vector is part of the place's. */
    private float[] places() {
        float[] places = tensors.numbers("embeddings.position_embeddings.weight");
        float[] types = tensors.numbers("embeddings.token_type_embeddings.weight");
        for (int i = 0; i < places.length; i++) {
            places[i] += types[i % spec.hidden()];
        }
        return places;
    }

    private String addAndNorm(Product product, String x, String norm) {
        List<String> inputs = Stream.concat(
                        Stream.of(product.value(), x, stored(norm + ".weight"), stored(norm + ".bias")),
                        product.bias().stream())
                .toList();
        return graph.fused("SkipLayerNormalization", norm, inputs, epsilon());
    }

    private String stored(String name) {
        return graph.initializer(name, tensors.stored(name));
    }

    private AttributeProto epsilon() {
        return Attributes.number("epsilon", spec.layerNormEpsilon());
    }
}
