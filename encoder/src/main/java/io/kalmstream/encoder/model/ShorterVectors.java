package io.kalmstream.encoder.model;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.util.Arrays;
import java.util.List;

/**
 * The first dimensions of a model's vectors, scaled to unit length again: for models whose graph comes as it is. A vector and the unit
 * vector of it have the same direction after the cut, so this is what cutting in the graph answers.
 */
public final class ShorterVectors implements TextEncoder {
    private final TextEncoder encoder;
    private final ModelCard card;

    private ShorterVectors(TextEncoder encoder, ModelCard card) {
        this.encoder = encoder;
        this.card = card;
    }

    /**
     * @param encoder closed with what this answers, and when this fails
     * @throws EncoderException the model has not so many dimensions
     */
    public static TextEncoder of(TextEncoder encoder, int dimensions) {
        ModelCard card = encoder.model();
        if (dimensions == card.dimensions()) {
            return encoder;
        }
        if (dimensions < 1 || dimensions > card.dimensions()) {
            encoder.close();
            throw new EncoderException("encoder.dimensions is " + dimensions + ", but vectors of " + card.name()
                    + " have " + card.dimensions() + "; ask for 1 to " + card.dimensions());
        }
        return new ShorterVectors(encoder, new ModelCard(card.name(), card.revision(), dimensions, card.maxTokens()));
    }

    @Override
    public ModelCard model() {
        return card;
    }

    @Override
    public TokenizedText tokenize(String text, Side side) {
        return encoder.tokenize(text, side);
    }

    @Override
    public List<float[]> encode(List<TokenizedText> batch) {
        return encoder.encode(batch).stream().map(this::shorten).toList();
    }

    private float[] shorten(float[] vector) {
        float[] shorter = Arrays.copyOf(vector, card.dimensions());
        double squares = 0;
        for (float value : shorter) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < shorter.length; i++) {
            shorter[i] = (float) (shorter[i] / length);
        }
        return shorter;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
