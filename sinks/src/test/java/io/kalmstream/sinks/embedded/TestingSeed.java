package io.kalmstream.sinks.embedded;

import java.util.Random;

/** Randomness that can be repeated: run again with {@code -Dseed=} and the number in the failure. */
public record TestingSeed(long seed) {
    public static TestingSeed create() {
        String given = System.getProperty("seed", "");
        return new TestingSeed(given.isEmpty() ? System.nanoTime() : Long.parseLong(given));
    }

    public Random random() {
        return new Random(seed);
    }

    @Override
    public String toString() {
        return "repeat with -Dseed=" + seed;
    }
}
