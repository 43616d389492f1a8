package io.kalmstream.sinks.duplicates;

/**
 * When a document counts as a repetition.
 *
 * @param enabled false: nothing is searched, nothing is marked
 * @param threshold cosine similarity from which two documents say the same; in (0, 1]
 * @param candidates how many canonical points besides those of its own batch a search has room for; for the batch there is always
 *     room, so however many copies arrive together, the earliest is seen. Canonical points of a tenant are less similar to each
 *     other than the threshold, so only a few can be near any one point; what may crowd them out are points that other workers
 *     have upserted and not yet marked. Too small a value leaves a duplicate unmarked; it never marks a wrong one.
 */
public record DuplicateRules(boolean enabled, double threshold, int candidates) {
    public DuplicateRules {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be above 0 and at most 1: " + threshold);
        }
        if (candidates < 1) {
            throw new IllegalArgumentException("candidates must be positive: " + candidates);
        }
    }
}
