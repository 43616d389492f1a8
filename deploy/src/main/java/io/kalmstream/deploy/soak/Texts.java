package io.kalmstream.deploy.soak;

import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.util.List;

/** What vector a text must have. Threads: one. */
final class Texts {
    /** Stores normalise once more, in numbers of their own. */
    private static final double TOLERANCE = 1e-4;

    private final TestingEncoder encoder = SoakWorker.encoder();

    /** @param vector of floats */
    boolean isVectorOf(String text, List<?> vector) {
        float[] expected =
                encoder.encode(List.of(encoder.tokenize(text, Side.DOCUMENT))).getFirst();
        if (vector.size() != expected.length) {
            return false;
        }
        double dot = 0;
        double squares = 0;
        for (int i = 0; i < expected.length; i++) {
            if (!(vector.get(i) instanceof Float number)) {
                return false;
            }
            dot += expected[i] * number;
            squares += number * number;
        }
        return Math.abs(dot - 1) < TOLERANCE && Math.abs(squares - 1) < TOLERANCE;
    }
}
