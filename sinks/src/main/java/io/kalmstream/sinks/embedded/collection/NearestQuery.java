package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.wire.PointKey;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the points whose vector is nearest.
 *
 * @param using name of the vector
 * @param threshold only better scores; null for every score
 * @param exact compare with every point instead of following the graph
 * @param beam how many candidates the graph search keeps; 0 for the default
 */
public record NearestQuery(
        Target target,
        String using,
        Query filter,
        long limit,
        long offset,
        @Nullable Float threshold,
        boolean exact,
        long beam) {

    /** What to be near to. */
    public sealed interface Target {
        record Vector(float[] values) implements Target {}

        /** A point of the same collection; it is not among its own neighbours. */
        record Point(PointKey key) implements Target {}
    }
}
