package io.kalmstream.sinks.embedded.payload;

import io.kalmstream.sinks.embedded.wire.Refusal;
import io.qdrant.client.grpc.Common.Match;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;

/** Matches of whole values. */
final class MatchConditions {
    /** Lucene's limit of clauses in one query. */
    private static final int MOST_EXCEPTIONS = 1_000;

    private MatchConditions() {}

    static Query query(PayloadTerms at, Match match) {
        return switch (match.getMatchValueCase()) {
            case KEYWORD -> FieldConditions.has(at.string(match.getKeyword()));
            case INTEGER -> FieldConditions.has(at.integer(match.getInteger()));
            case BOOLEAN -> FieldConditions.has(at.bool(match.getBoolean()));
            case KEYWORDS -> anyOf(match.getKeywords().getStringsList().stream().map(at::string));
            case INTEGERS ->
                anyOf(match.getIntegers().getIntegersList().stream().map(at::integer));
            case EXCEPT_KEYWORDS ->
                except(at, match.getExceptKeywords().getStringsList().stream().map(at::string));
            case EXCEPT_INTEGERS ->
                except(at, match.getExceptIntegers().getIntegersList().stream().map(at::integer));
            case TEXT, TEXT_ANY, PHRASE -> throw Refusal.unsupported("full-text match");
            case MATCHVALUE_NOT_SET -> throw Refusal.wrongInput("Malformed Match condition");
        };
    }

    private static Query anyOf(Stream<BytesRef> values) {
        return new TermInSetQuery(IndexFields.FILTER, values.toList());
    }

    /** Some value that is none of these: the gaps between them in the order of terms. */
    private static Query except(PayloadTerms at, Stream<BytesRef> values) {
        Collection<BytesRef> sorted = new TreeSet<>(values.toList());
        if (sorted.size() > MOST_EXCEPTIONS) {
            throw Refusal.unsupported("match except with more than " + MOST_EXCEPTIONS + " values");
        }
        List<Query> gaps = new ArrayList<>();
        BytesRef from = at.firstElement();
        boolean fromIncluded = true;
        for (BytesRef value : sorted) {
            gaps.add(new TermRangeQuery(IndexFields.FILTER, from, value, fromIncluded, false));
            from = value;
            fromIncluded = false;
        }
        gaps.add(new TermRangeQuery(IndexFields.FILTER, from, at.afterElements(), fromIncluded, false));
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        gaps.forEach(gap -> any.add(gap, Occur.SHOULD));
        return any.build();
    }
}
