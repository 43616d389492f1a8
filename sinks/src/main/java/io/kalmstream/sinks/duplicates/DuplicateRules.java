package io.kalmstream.sinks.duplicates;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a document counts as a repetition, and what happens then.
 *
 * @param threshold cosine similarity from which two documents say the same; in (0, 1]
 * @param within documents repeat each other only if their texts were said at most this long after one another; null: however long
 * @param candidates how many canonical points besides those of its own batch a search has room for; for the batch there is always
 *     room, so however many copies arrive together, the earliest is seen. Canonical points of a tenant are less similar to each
 *     other than the threshold, so only a few can be near any one point; what may crowd them out are points that other workers
 *     have upserted and not yet marked. Too small a value leaves a duplicate unmarked; it never marks a wrong one.
 */
public record DuplicateRules(
        Policy policy, double threshold, @Nullable Duration within, int candidates) {
    public DuplicateRules {
        requireNonNull(policy, "policy is null");
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be above 0 and at most 1: " + threshold);
        }
        if (within != null && !within.isPositive()) {
            throw new IllegalArgumentException("within must be positive: " + within);
        }
        if (candidates < 1) {
            throw new IllegalArgumentException("candidates must be positive: " + candidates);
        }
    }

    /** However long ago. */
    public DuplicateRules(Policy policy, double threshold, int candidates) {
        this(policy, threshold, null, candidates);
    }

    boolean allow(Node one, Node other) {
        return one.key().tenant().equals(other.key().tenant())
                && (within == null
                        || Duration.between(one.textAt(), other.textAt()).abs().compareTo(within) <= 0);
    }
}
