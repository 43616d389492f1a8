package io.kalmstream.encoder.check;

import static java.util.Objects.requireNonNull;

/**
 * What became of one check.
 *
 * @param check what was checked, in a few words
 * @param expected for a person
 * @param actual likewise; where it was skipped, why
 */
public record CheckResult(String check, String expected, String actual, Verdict verdict) {
    public CheckResult {
        requireNonNull(check, "check is null");
        requireNonNull(expected, "expected is null");
        requireNonNull(actual, "actual is null");
        requireNonNull(verdict, "verdict is null");
    }

    /** SKIPPED: it could not be checked; that says nothing about the model. */
    public enum Verdict {
        PASSED,
        FAILED,
        SKIPPED
    }

    static CheckResult of(String check, String expected, String actual, boolean passed) {
        return new CheckResult(check, expected, actual, passed ? Verdict.PASSED : Verdict.FAILED);
    }

    static CheckResult skipped(String check, String expected, String reason) {
        return new CheckResult(check, expected, reason, Verdict.SKIPPED);
    }
}
