package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the points nearest to a vector.
 *
 * @param vector unit length
 * @param tenant only this tenant's points; null for every tenant's
 * @param limit at most this many hits
 * @param minScore only hits of at least this cosine similarity, give or take {@link #SCORE_TOLERANCE}; -1 for any
 * @param canonicalOnly leave out points that are marked as duplicates
 * @param textAt only points whose text was said in this time; null for any
 */
public record NearestQuery(
        float[] vector,
        @Nullable String tenant,
        int limit,
        double minScore,
        boolean canonicalOnly,
        @Nullable TimeRange textAt) {
    /** What rounding of single-precision scores may make of a similarity: without it, no copy would reach a minScore of 1. */
    public static final double SCORE_TOLERANCE = 1e-5;

    public NearestQuery {
        requireNonNull(vector, "vector is null");
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
    }

    /** Of any time. */
    public NearestQuery(float[] vector, @Nullable String tenant, int limit, double minScore, boolean canonicalOnly) {
        this(vector, tenant, limit, minScore, canonicalOnly, null);
    }
}
