package io.kalmstream.topology.window;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How much a task may hold: open window and windows on their way together. A task that holds more waits, so Kafka does.
 *
 * @param maxRecords events
 * @param maxBytes bytes of the records
 * @param maxWait longest time a stream thread waits for room between two commits, all its tasks together; a task that has waited so
 *     long for the device in vain fails. Must be well under the transaction timeout and {@code max.poll.interval.ms}
 * @param closeWait longest time closing a task waits for a write to the vector store that is under way
 */
public record InFlightLimits(int maxRecords, long maxBytes, Duration maxWait, Duration closeWait) {
    public InFlightLimits {
        requireNonNull(maxWait, "maxWait is null");
        requireNonNull(closeWait, "closeWait is null");
        if (maxRecords < 1 || maxBytes < 1 || maxWait.isNegative() || closeWait.isNegative()) {
            throw new IllegalArgumentException(
                    "in-flight limits must be positive: maxRecords=%d, maxBytes=%d, maxWait=%s, closeWait=%s"
                            .formatted(maxRecords, maxBytes, maxWait, closeWait));
        }
    }
}
