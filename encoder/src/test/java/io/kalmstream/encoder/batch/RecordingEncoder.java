package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Remembers the batches it passes on. */
final class RecordingEncoder implements TextEncoder {
    private final TextEncoder encoder;
    private final List<List<TokenizedText>> batches = Collections.synchronizedList(new ArrayList<>());

    RecordingEncoder(TextEncoder encoder) {
        this.encoder = encoder;
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
        return encoder.tokenize(text, side);
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
