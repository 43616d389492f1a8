package io.kalmstream.sinks.embedded.payload;

import io.kalmstream.sinks.embedded.payload.PayloadTerms.Marker;
import io.kalmstream.sinks.embedded.wire.Refusal;
import io.qdrant.client.grpc.Common.FieldCondition;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Conditions on one payload key. A key may lead to many values; a condition holds when it holds for any of them. */
final class FieldConditions {
    private FieldConditions() {}

    static Query query(FieldCondition condition) {
        PayloadTerms at = terms(condition.getKey());
        List<Query> queries = new ArrayList<>();
        if (condition.hasMatch()) {
            queries.add(MatchConditions.query(at, condition.getMatch()));
        }
        if (condition.hasRange()) {
            queries.add(RangeConditions.numbers(at, condition.getRange()));
        }
        if (condition.hasDatetimeRange()) {
            queries.add(RangeConditions.instants(at, condition.getDatetimeRange()));
        }
        if (condition.hasValuesCount()) {
            queries.add(RangeConditions.counts(at, condition.getValuesCount()));
        }
        if (condition.hasIsEmpty()) {
            queries.add(condition.getIsEmpty() ? missingOr(at, Marker.EMPTY) : marked(at, Marker.FILLED));
        }
        if (condition.hasIsNull()) {
            queries.add(condition.getIsNull() ? marked(at, Marker.HAS_NULL) : missingOr(at, Marker.HAS_NO_NULL));
        }
        if (condition.hasGeoBoundingBox() || condition.hasGeoRadius() || condition.hasGeoPolygon()) {
            throw Refusal.unsupported("geo filters");
        }
        return switch (queries.size()) {
            case 0 ->
                throw Refusal.wrongInput("a field condition must have one of match, range, datetime_range,"
                        + " values_count, is_empty, is_null");
            case 1 -> queries.getFirst();
            default -> throw Refusal.unsupported("several kinds of conditions on a key in one field condition");
        };
    }

    /** Missing, or nothing but nulls and empty arrays. */
    static Query isEmpty(String key) {
        return not(marked(terms(key), Marker.FILLED));
    }

    static Query isNull(String key) {
        return marked(terms(key), Marker.NULL);
    }

    /** The key leads nowhere. */
    static Query missing(PayloadTerms at) {
        return not(any(marked(at, Marker.HAS_NULL), marked(at, Marker.HAS_NO_NULL)));
    }

    static Query has(BytesRef term) {
        return new TermQuery(new Term(IndexFields.FILTER, term));
    }

    static Query any(Query... queries) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (Query query : queries) {
            any.add(query, Occur.SHOULD);
        }
        return any.build();
    }

    private static PayloadTerms terms(String key) {
        return new PayloadTerms(TermPath.of(PayloadPath.parse(key)));
    }

    private static Query marked(PayloadTerms at, Marker marker) {
        return has(at.marker(marker));
    }

    private static Query missingOr(PayloadTerms at, Marker marker) {
        return any(missing(at), marked(at, marker));
    }

    private static Query not(Query query) {
        return new BooleanQuery.Builder()
                .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                .add(query, Occur.MUST_NOT)
                .build();
    }
}
