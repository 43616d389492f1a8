package io.kalmstream.encoder.onnx;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.text.Tokenizer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A sentence encoder without prompts: query and document are read alike. */
final class OnnxTextEncoder implements TextEncoder {
    private final ModelCard card;
    private final Tokenizer tokenizer;
    private final OnnxModel model;
    private final AtomicBoolean closed = new AtomicBoolean();

    OnnxTextEncoder(ModelCard card, Tokenizer tokenizer, OnnxModel model) {
        this.card = card;
        this.tokenizer = tokenizer;
        this.model = model;
    }

    @Override
    public ModelCard model() {
        return card;
    }

    @Override
    public TokenizedText tokenize(String text, Side side) {
        requireOpen();
        return tokenizer.tokenize(text);
    }

    @Override
    public List<float[]> encode(List<TokenizedText> batch) {
        requireOpen();
        return model.run(batch);
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("The encoder " + card.stamp() + " is closed");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            tokenizer.close();
            model.close();
        }
    }
}
