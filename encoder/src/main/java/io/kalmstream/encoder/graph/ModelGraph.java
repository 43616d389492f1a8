package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.checkpoint.ModelSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The ONNX graph of a checkpoint: int64 {@code input_ids} and {@code attention_mask} [batch, sequence], padded on the right, to float
 * {@value #OUTPUT} [batch, dimensions] of unit length. Linear layers see the tokens of all texts as rows of one matrix. Standard
 * operators only, so that every runtime can read it.
 */
public final class ModelGraph {
    public static final String OUTPUT = SentenceHead.OUTPUT;

    private ModelGraph() {}

    /**
     * All numbers as the checkpoint has them, all computation in fp32.
     *
     * @param location how the graph shall name a weights file: relative to the folder that it is loaded with
     */
    public static ModelProto fp32(ModelPlan plan, Function<Path, String> location) {
        GraphBuilder graph = new GraphBuilder();
        Weights weights = new Weights(graph, plan.weights(), location);
        return write(plan, graph, weights, Linear.fp32(graph, weights));
    }

    /**
     * Linear layers in 8-bit integers.
     *
     * @param layout made of this plan
     * @param location as with {@link #fp32}
     */
    public static ModelProto int8(ModelPlan plan, Int8Layout layout, Function<Path, String> location) {
        GraphBuilder graph = new GraphBuilder();
        Weights weights = new Weights(graph, layout.others(), location);
        return write(plan, graph, weights, new Int8Linear(graph, weights, layout, location));
    }

    /** The layers whose {@code layer.weight} is used as a matrix only, in the order of computation. */
    static List<String> linearLayers(ModelPlan plan) {
        List<String> layers = new ArrayList<>();
        GraphBuilder graph = new GraphBuilder();
        Weights weights = new Weights(graph, plan.weights(), Path::toString);
        Linear fp32 = Linear.fp32(graph, weights);
        write(plan, graph, weights, (rows, layer) -> {
            layers.add(layer);
            return fp32.apply(rows, layer);
        });
        return layers;
    }

    private static ModelProto write(ModelPlan plan, GraphBuilder graph, Weights weights, Linear linear) {
        Tokens tokens = Tokens.of(graph);
        String rows = switch (plan.spec()) {
            case ModelSpec.Qwen2 spec ->
                new Qwen2Graph(graph, tokens, spec, plan.attention(), weights, linear).apply(tokens.ids());
            case ModelSpec.Gemma3 spec ->
                new Gemma3Graph(graph, tokens, spec, plan.attention(), weights, linear).apply(tokens.ids());
            case ModelSpec.Bert spec ->
                new BertGraph(graph, tokens, spec, plan.attention(), weights, linear).apply(tokens.ids());
        };
        return new SentenceHead(graph, tokens)
                .finish(rows, plan.spec().hidden(), plan.pooling(), plan.card().dimensions());
    }
}
