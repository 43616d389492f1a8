package io.kalmstream.topology.event;

import static java.util.Objects.requireNonNull;

/**
 * Why an event is a dead letter.
 *
 * @param reason a sentence without user text
 */
public record Failure(FailureCode code, String reason) {
    public Failure {
        requireNonNull(code, "code is null");
        requireNonNull(reason, "reason is null");
    }
}
