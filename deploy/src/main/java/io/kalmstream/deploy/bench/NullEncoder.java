package io.kalmstream.deploy.bench;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * No model: answers at once, so that everything but the model is measured. A text is two tokens, its vector the direction between
 * two of some random directions, so that different texts hardly ever repeat each other.
 */
final class NullEncoder implements TextEncoder {
    private static final ModelCard CARD = new ModelCard("null", "1", 384, 512);
    private static final int DIRECTIONS = 1024;
    private static final long SEED = 60_000;

    private final float[][] directions = new float[DIRECTIONS][];

    NullEncoder() {
        Random random = new Random(SEED);
        for (int i = 0; i < DIRECTIONS; i++) {
            float[] direction = new float[CARD.dimensions()];
            for (int j = 0; j < direction.length; j++) {
                direction[j] = (float) random.nextGaussian();
            }
            directions[i] = direction;
        }
    }

    @Override
    public ModelCard model() {
        return CARD;
    }

    @Override
    public TokenizedText tokenize(String text, Side side) {
        int hash = text.hashCode() * 0x9E3779B9;
        return new TokenizedText(new int[] {hash >>> 22, (hash >>> 12) & (DIRECTIONS - 1)}, false);
    }

    @Override
    public List<float[]> encode(List<TokenizedText> batch) {
        List<float[]> vectors = new ArrayList<>(batch.size());
        for (TokenizedText text : batch) {
            vectors.add(between(directions[text.ids()[0]], directions[text.ids()[1]]));
        }
        return vectors;
    }

    private static float[] between(float[] one, float[] other) {
        float[] sum = new float[one.length];
        float squares = 0;
        for (int i = 0; i < sum.length; i++) {
            sum[i] = one[i] + other[i];
            squares += sum[i] * sum[i];
        }
        float scale = (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < sum.length; i++) {
            sum[i] *= scale;
        }
        return sum;
    }

    @Override
    public void close() {}
}
