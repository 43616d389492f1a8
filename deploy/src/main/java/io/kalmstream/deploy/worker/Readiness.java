package io.kalmstream.deploy.worker;

import static java.util.Objects.requireNonNull;

/**
 * Whether a worker does its work just now.
 *
 * @param reason a sentence for the operator
 */
public record Readiness(boolean ready, String reason) {
    public Readiness {
        requireNonNull(reason, "reason is null");
    }
}
