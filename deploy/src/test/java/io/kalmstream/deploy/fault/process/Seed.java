package io.kalmstream.deploy.fault.process;

import java.util.Random;

/** The one source of randomness: {@code -Dseed=} repeats a run. */
final class Seed {
    private static final long VALUE = value();

    private Seed() {}

    static Random random() {
        return new Random(VALUE);
    }

    /** What to say with a failure. */
    static String repeat() {
        return "repeat with -Dseed=" + VALUE;
    }

    private static long value() {
        String given = System.getProperty("seed", "");
        long seed = given.isBlank() ? System.nanoTime() : Long.parseLong(given);
        System.out.println("To repeat this run: mvn verify -Dseed=" + seed);
        return seed;
    }
}
