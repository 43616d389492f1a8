package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers the batches it passes on, and counts texts. */
final class RecordingEncoder implements TextEncoder {
    private final TextEncoder encoder;
    private final List<List<TokenizedText>> batches = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger tokenized = new AtomicInteger();

    RecordingEncoder(TextEncoder encoder) {
        this.encoder = encoder;
    }

    /** How many texts were tokenized. */
    int tokenized() {
        return tokenized.get();
    }

    /** In the order they were encoded; complete when their futures are. */
    List<List<TokenizedText>> batches() {
        return List.copyOf(batches);
    }

    @Override
    public ModelCard model() {
        return encoder.model();
    }

    @Override
    public TokenizedText tokenize(String text, Side side) {
        TokenizedText tokens = encoder.tokenize(text, side);
        tokenized.incrementAndGet();
        return tokens;
    }

    @Override
    public List<float[]> encode(List<TokenizedText> batch) {
        batches.add(batch);
        return encoder.encode(batch);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
