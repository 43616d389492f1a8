package io.kalmstream.sinks.embedded.collection;

import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.MinShould;

/**
 * The filter of a prefetch and that of the query after it, in one. Not both: as in Qdrant their clauses are joined one by one, so
 * that a "should" of either is enough.
 */
final class MergedFilters {
    private MergedFilters() {}

    static Filter of(Filter outer, Filter inner) {
        Filter.Builder merged = outer.toBuilder()
                .addAllMust(inner.getMustList())
                .addAllMustNot(inner.getMustNotList())
                .addAllShould(inner.getShouldList());
        if (inner.hasMinShould()) {
            merged.setMinShould(of(outer.getMinShould(), inner.getMinShould()));
        }
        return merged.build();
    }

    private static MinShould of(MinShould outer, MinShould inner) {
        long more = Long.compareUnsigned(outer.getMinCount(), inner.getMinCount()) > 0
                ? outer.getMinCount()
                : inner.getMinCount();
        return outer.toBuilder()
                .addAllConditions(inner.getConditionsList())
                .setMinCount(more)
                .build();
    }
}
