package io.kalmstream.encoder;

import java.util.Random;

/** The one source of randomness in tests: {@code -Dseed=} repeats a run. */
public final class Seed {
    private static final long VALUE = value();

    private Seed() {}

    public static Random random() {
        return new Random(VALUE);
    }

    private static long value() {
        String given = System.getProperty("seed", "");
        long seed = given.isBlank() ? System.nanoTime() : Long.parseLong(given);
        System.out.println("To repeat this run: mvn -pl encoder test -Dseed=" + seed);
        return seed;
    }
}
