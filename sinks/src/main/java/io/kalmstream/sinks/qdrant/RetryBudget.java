package io.kalmstream.sinks.qdrant;

import java.time.Duration;

/**
 * How long a call is tried again before it counts as failed.
 *
 * @param total from the first attempt; no attempt begins later
 * @param firstPause upper bound of the first pause; doubles each time, and each pause is drawn between 0 and its bound
 * @param longestPause where the doubling ends
 * @param internalErrors attempts in vain after which an error inside the server is believed
 */
public record RetryBudget(Duration total, Duration firstPause, Duration longestPause, int internalErrors) {
    public static final RetryBudget DEFAULT =
            new RetryBudget(Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(5), 3);

    public RetryBudget {
        if (total.isNegative() || !firstPause.isPositive() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "retry budget must be 0 or more, pauses positive and growing: total %s, first pause %s, longest pause %s"
                            .formatted(total, firstPause, longestPause));
        }
        if (internalErrors < 1) {
            throw new IllegalArgumentException("internalErrors must be positive: " + internalErrors);
        }
    }
}
