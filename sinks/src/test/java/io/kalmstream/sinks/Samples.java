package io.kalmstream.sinks;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Points for tests. */
public final class Samples {
    public static final String MODEL = "all-MiniLM-L6-v2@1";
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    public static final Duplicate REPEATS_A = new Duplicate("a", 0.97, Duplicate.Kind.NEAR);

    private static final AtomicLong SEQUENCE = new AtomicLong();

    private Samples() {}

    /** Younger than all before it. */
    public static Fence fence() {
        return new Fence("tests/0", 1, SEQUENCE.incrementAndGet());
    }

    /** Of {@link #point(String, float...)}. */
    public static String textHash(String id) {
        return "hash of text of " + id;
    }

    public static DocumentKey key(String id) {
        return new DocumentKey("", id);
    }

    public static Point point(String id, float... vector) {
        return point(key(id), NOON, "text of " + id, vector);
    }

    public static Point point(DocumentKey key, Instant occurredAt, @Nullable String text, float... vector) {
        return new Point(
                key,
                unit(vector),
                text,
                "hash of " + text,
                MODEL,
                Map.of("colour", "red"),
                occurredAt,
                new Point.Source("events", 3, 42));
    }

    public static Change upsert(String id, float... vector) {
        return new Change.Upsert(point(id, vector));
    }

    public static float[] unit(float... vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] / Math.sqrt(square));
        }
        return unit;
    }

    public static float[] randomUnit(RandomGenerator random, int dimensions) {
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return unit(vector);
    }
}
