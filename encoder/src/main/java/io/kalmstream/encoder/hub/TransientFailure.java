package io.kalmstream.encoder.hub;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A request failed in a way that passes. */
final class TransientFailure extends IOException {
    private final transient Optional<Duration> retryAfter;

    TransientFailure(String message, Optional<Duration> retryAfter) {
        super(message);
        this.retryAfter = requireNonNull(retryAfter, "retryAfter is null");
    }

    /** What the server asked for. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
