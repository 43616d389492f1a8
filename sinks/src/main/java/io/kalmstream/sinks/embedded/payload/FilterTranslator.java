package io.kalmstream.sinks.embedded.payload;

import io.kalmstream.sinks.embedded.wire.PointKey;
import io.kalmstream.sinks.embedded.wire.Refusal;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.MinShould;
import io.qdrant.client.grpc.Common.PointId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;

/** A Qdrant filter as a Lucene query over the terms of {@link PayloadIndexer}. */
public final class FilterTranslator {
    private FilterTranslator() {}

    /** An empty filter matches everything. */
    public static Query translate(Filter filter) {
        try {
            return filter(filter);
        } catch (IndexSearcher.TooManyClauses e) {
            throw Refusal.wrongInput("a filter may have at most " + IndexSearcher.getMaxClauseCount()
                    + " conditions in one clause; put values of one key into one match any");
        }
    }

    /** The points that a filter is about at most; empty where it names none. */
    public static Optional<Set<PointKey>> named(Filter filter) {
        return filter.getMustList().stream()
                .filter(Condition::hasHasId)
                .findFirst()
                .map(condition -> condition.getHasId().getHasIdList().stream()
                        .map(PointKey::of)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Query filter(Filter filter) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        query.add(MatchAllDocsQuery.INSTANCE, BooleanClause.Occur.FILTER);
        for (Condition condition : filter.getMustList()) {
            query.add(condition(condition), BooleanClause.Occur.FILTER);
        }
        for (Condition condition : filter.getMustNotList()) {
            query.add(condition(condition), BooleanClause.Occur.MUST_NOT);
        }
        if (filter.getShouldCount() > 0) {
            query.add(atLeast(1, filter.getShouldList()), BooleanClause.Occur.FILTER);
        }
        if (filter.hasMinShould()) {
            MinShould minShould = filter.getMinShould();
            query.add(atLeast(minShould.getMinCount(), minShould.getConditionsList()), BooleanClause.Occur.FILTER);
        }
        return query.build();
    }

    /** No conditions are no demand, however many of them must match. */
    private static Query atLeast(long count, List<Condition> conditions) {
        if (count == 0 || conditions.isEmpty()) {
            return MatchAllDocsQuery.INSTANCE;
        }
        if (Long.compareUnsigned(count, conditions.size()) > 0) {
            return new MatchNoDocsQuery("more conditions must match than there are");
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder().setMinimumNumberShouldMatch((int) count);
        for (Condition condition : conditions) {
            query.add(condition(condition), BooleanClause.Occur.SHOULD);
        }
        return query.build();
    }

    private static Query condition(Condition condition) {
        return switch (condition.getConditionOneOfCase()) {
            case FIELD -> FieldConditions.query(condition.getField());
            case IS_EMPTY -> FieldConditions.isEmpty(condition.getIsEmpty().getKey());
            case IS_NULL -> FieldConditions.isNull(condition.getIsNull().getKey());
            case HAS_ID -> ids(condition.getHasId().getHasIdList());
            case HAS_VECTOR ->
                new FieldExistsQuery(IndexFields.vector(condition.getHasVector().getHasVector()));
            case FILTER -> filter(condition.getFilter());
            case NESTED -> throw Refusal.unsupported("nested filters");
            case CONDITIONONEOF_NOT_SET -> throw Refusal.wrongInput("Malformed Condition type");
        };
    }

    private static Query ids(List<PointId> ids) {
        return new TermInSetQuery(
                IndexFields.ID, ids.stream().map(id -> PointKey.of(id).bytes()).toList());
    }
}
