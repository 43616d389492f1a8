package io.kalmstream.deploy.fault.process;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What a worker does at a place instead of going on.
 *
 * @param hit when it is passed for this time, counted from 1
 */
record Failpoint(Site site, int hit, Act act) {
    /** System property of a worker's process. */
    static final String PROPERTY = "fail.at";

    /** What the process says when it gets there; {@code %s} is the failpoint. */
    static final String REACHED = "failpoint %s";

    Failpoint {
        requireNonNull(site, "site is null");
        requireNonNull(act, "act is null");
    }

    enum Act {
        /** Ends at once, like SIGKILL. */
        HALT,
        /** Waits until the test says go. */
        HOLD,
        /** Never goes on, whoever interrupts it. */
        HANG,
        /** Throws what can only be a bug, from then on every time. */
        FAIL,
        /** Throws what may pass, from then on every time. */
        FAIL_FOR_NOW
    }

    static Failpoint parse(String text) {
        String[] parts = text.split(":", -1);
        return new Failpoint(
                Site.valueOf(constant(parts[0])), Integer.parseInt(parts[1]), Act.valueOf(constant(parts[2])));
    }

    private static String constant(String word) {
        return word.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String word(Enum<?> constant) {
        return constant.name().replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** Like {@code after-upsert:3:halt}. */
    @Override
    public String toString() {
        return word(site) + ":" + hit + ":" + word(act);
    }
}
