package io.kalmstream.topology;

import java.util.Optional;
import java.util.Random;

/** The one seed of a test run: printed, and settable by {@code -Dseed}. */
final class Seed {
    private static final long VALUE = Optional.ofNullable(System.getProperty("seed"))
            .filter(text -> !text.isBlank())
            .map(Long::parseLong)
            .orElseGet(() -> new Random().nextLong());

    private Seed() {}

    static long value() {
        return VALUE;
    }

    /** What to say with a failure. */
    static String repeat() {
        return "repeat with -Dseed=" + VALUE;
    }
}
