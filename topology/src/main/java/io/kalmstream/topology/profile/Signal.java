package io.kalmstream.topology.profile;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.InteractionKind;
import java.time.Duration;
import java.time.Instant;

/**
 * What a user has said about an item, all in all.
 *
 * @param weight positive
 * @param at the latest time
 */
record Signal(String item, InteractionKind kind, double weight, Instant at) {
    Signal {
        requireNonNull(item, "item is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(at, "at is null");
    }

    boolean isNegative() {
        return kind == InteractionKind.DISLIKE;
    }

    /** What was said outright counts before what was merely done; of the same sort the later counts, whatever comes in first. */
    Signal with(Signal other) {
        Instant latest = at.isAfter(other.at) ? at : other.at;
        Signal winner;
        if (isOutright() != other.isOutright()) {
            winner = isOutright() ? this : other;
        } else if (!at.equals(other.at) && isOutright()) {
            winner = at.isAfter(other.at) ? this : other;
        } else {
            winner = strength() >= other.strength() ? this : other;
        }
        return new Signal(item, winner.kind, winner.weight, latest);
    }

    private boolean isOutright() {
        return switch (kind) {
            case LIKE, DISLIKE, PURCHASE -> true;
            case VIEW, CLICK -> false;
        };
    }

    /** Of the kind, times the weight that the event gives it. */
    double strength() {
        return weight
                * switch (kind) {
                    case VIEW -> 0.2;
                    case CLICK -> 0.5;
                    case LIKE, DISLIKE, PURCHASE -> 1;
                };
    }

    /** Half as much after each half-life; never nothing. */
    double strength(Instant now, Duration halfLife) {
        double age = Math.max(0, Duration.between(at, now).toMillis());
        return Math.max(Double.MIN_NORMAL, strength() * Math.pow(0.5, age / halfLife.toMillis()));
    }
}
