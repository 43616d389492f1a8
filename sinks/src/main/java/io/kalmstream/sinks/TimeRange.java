package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time, both ends included. */
public record TimeRange(Instant from, Instant to) {
    public TimeRange {
        requireNonNull(from, "from is null");
        requireNonNull(to, "to is null");
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a time range ends before it begins: %s to %s".formatted(from, to));
        }
    }

    /** As far to both sides of a moment; cut where {@link Instant} ends. */
    public static TimeRange around(Instant moment, Duration distance) {
        boolean first = Duration.between(Instant.MIN, moment).compareTo(distance) < 0;
        boolean last = Duration.between(moment, Instant.MAX).compareTo(distance) < 0;
        return new TimeRange(first ? Instant.MIN : moment.minus(distance), last ? Instant.MAX : moment.plus(distance));
    }

    public boolean contains(Instant moment) {
        return !moment.isBefore(from) && !moment.isAfter(to);
    }
}
