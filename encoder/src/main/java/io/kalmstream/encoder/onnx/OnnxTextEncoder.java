package io.kalmstream.encoder.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;

/** A model on ONNX Runtime with its tokenizer. */
public final class OnnxTextEncoder implements TextEncoder {
    private final ModelCard card;
    private final Tokenizer tokenizer;
    private final OnnxModel model;
    private final NativeUse use;

    OnnxTextEncoder(ModelCard card, Tokenizer tokenizer, OnnxModel model) {
        this.card = card;
        this.tokenizer = tokenizer;
        this.model = model;
        this.use = new NativeUse(card.stamp(), this::release);
    }

    /**
     * @param tokenizer closed with the encoder, and when this fails
     * @param graph int64 {@code input_ids} and {@code attention_mask} to float [batch, dimensions]; its weights are external data
     * @param weights the folder that the graph's locations are relative to
     * @param output name of the graph's output
     * @param threads that compute one batch together
     */
    public static TextEncoder open(
            ModelCard card, Tokenizer tokenizer, ModelProto graph, Path weights, String output, int threads) {
        try {
            OnnxModel model = OnnxModel.load(graph, weights, card.name(), output, card.dimensions(), threads);
            // Weights are converted and rearranged on the way in.
            NativeHeap.trim();
            return new OnnxTextEncoder(card, tokenizer, model);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    @Override
    public ModelCard model() {
        return card;
    }

    @Override
    public TokenizedText tokenize(String text, Side side) {
        use.begin();
        try {
            return tokenizer.tokenize(text, side);
        } finally {
            use.end();
        }
    }

    @Override
    public List<float[]> encode(List<TokenizedText> batch) {
        use.begin();
        try {
            return model.run(batch);
        } finally {
            use.end();
        }
    }

    @Override
    public void close() {
        use.close();
    }

    private void release() {
        tokenizer.close();
        model.close();
        NativeHeap.trim();
    }
}
