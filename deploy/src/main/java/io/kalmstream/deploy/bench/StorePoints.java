package io.kalmstream.deploy.bench;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Point;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Random points that look like a worker's: vectors of length 1, and a payload of a headline's size. */
final class StorePoints {
    static final String MODEL = "random@1";

    private static final Instant EVENT = Instant.parse("2026-01-01T00:00:00Z");

    private final RandomGenerator random;
    private final int dimensions;

    StorePoints(RandomGenerator random, int dimensions) {
        this.random = random;
        this.dimensions = dimensions;
    }

    /** @param first number of the first one; points of the same number have the same key */
    List<Point> make(int first, int count) {
        List<Point> points = new ArrayList<>(count);
        for (int number = first; number < first + count; number++) {
            String text = "Words that are as many as those of a short headline in a newspaper, number " + number;
            points.add(new Point(
                    new DocumentKey("", "document-" + number),
                    unit(),
                    text,
                    hash(text),
                    MODEL,
                    Map.of("category", "category-" + number % 10),
                    EVENT.plusMillis(number),
                    new Point.Source("bench", 0, number)));
        }
        return points;
    }

    private float[] unit() {
        float[] vector = new float[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
