package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.NoTokensException;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.util.Arrays;
import java.util.List;

/** Breaks its contract: answers a vector too few for more than one text, throws an Error on "error", and cannot tokenize "?", "((" and "link", and makes no token of "". */
final class FaultyEncoder implements TextEncoder {
    private final TestingEncoder encoder = new TestingEncoder(8);

    @Override
    public ModelCard model() {
        return encoder.model();
    }

    @Override
    public TokenizedText tokenize(String text, Side side) {
        return switch (text) {
            case "" -> throw new NoTokensException();
            case "?" -> throw new UnsupportedOperationException("cannot tokenize: " + text);
            case "((" -> throw new StackOverflowError("too deep: " + text);
            case "link" -> throw new NoClassDefFoundError("some/native/Tokenizer");
            default -> encoder.tokenize(text, side);
        };
    }

    @Override
    public List<float[]> encode(List<TokenizedText> batch) {
        if (Arrays.equals(
                batch.getFirst().ids(), encoder.tokenize("error", Side.DOCUMENT).ids())) {
            throw new UnsatisfiedLinkError("scripted");
        }
        return encoder.encode(batch.subList(0, Math.max(1, batch.size() - 1)));
    }

    @Override
    public void close() {
        encoder.close();
    }
}
