package io.kalmstream.sinks.embedded.collection;

import io.qdrant.client.grpc.Common.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question, asked of every point that matches, or of those that the queries before it found.
 *
 * @param prefetch the queries before it; empty for every point
 * @param question null to list points by id
 * @param using name of the vector
 * @param filter of this query and of those before it: one that can be translated
 * @param threshold only better scores; null for every score
 * @param limit unsigned
 * @param exact compare with every point instead of following the graph
 * @param beam how many candidates the graph search keeps; 0 for the default
 */
public record StagedQuery(
        List<StagedQuery> prefetch,
        @Nullable Question question,
        String using,
        Filter filter,
        @Nullable Float threshold,
        long limit,
        boolean exact,
        long beam) {
    public StagedQuery {
        prefetch = List.copyOf(prefetch);
    }
}
