package io.kalmstream.topology.window;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a task may believe that its partition is still its own, and what it remembers because others believed that too.
 *
 * @param maxAway longest time its stream thread may be stopped: the group's session timeout, after which another worker may have
 *     taken the partition over
 * @param tombstones how long a deletion is remembered: writes of earlier owners that arrive later than that may bring a deleted
 *     document back
 */
public record OwnerLimits(Duration maxAway, Duration tombstones) {
    public OwnerLimits {
        requireNonNull(maxAway, "maxAway is null");
        requireNonNull(tombstones, "tombstones is null");
        if (!maxAway.isPositive() || tombstones.compareTo(maxAway) < 0) {
            throw new IllegalArgumentException(
                    "maxAway must be positive and tombstones not shorter: maxAway=%s, tombstones=%s"
                            .formatted(maxAway, tombstones));
        }
    }
}
