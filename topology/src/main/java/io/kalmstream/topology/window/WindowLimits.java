package io.kalmstream.topology.window;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When a task's window closes: whichever comes first.
 *
 * @param maxRecords events
 * @param maxTokens tokens of text, roughly: see {@link TokenEstimate}
 * @param maxBytes bytes of the records
 * @param maxAge since the window's first event
 * @param whenIdle also as soon as the device has nothing to do
 */
public record WindowLimits(int maxRecords, long maxTokens, long maxBytes, Duration maxAge, boolean whenIdle) {
    public WindowLimits {
        requireNonNull(maxAge, "maxAge is null");
        if (maxRecords < 1 || maxTokens < 1 || maxBytes < 1 || maxAge.isNegative()) {
            throw new IllegalArgumentException(
                    "window limits must be positive: maxRecords=%d, maxTokens=%d, maxBytes=%d, maxAge=%s"
                            .formatted(maxRecords, maxTokens, maxBytes, maxAge));
        }
    }
}
