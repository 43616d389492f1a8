package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

/**
 * A point repeats an earlier one of its tenant.
 *
 * @param of id of the earlier, canonical document
 * @param score cosine similarity of the two
 */
public record Duplicate(String of, double score, Kind kind) {
    public Duplicate {
        requireNonNull(of, "of is null");
        requireNonNull(kind, "kind is null");
    }

    /** EXACT: same normalised text. NEAR: similar enough vectors. */
    public enum Kind {
        EXACT,
        NEAR
    }
}
