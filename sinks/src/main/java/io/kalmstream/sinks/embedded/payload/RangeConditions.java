package io.kalmstream.sinks.embedded.payload;

import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Common.ValuesCount;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;

/** Ranges of numbers, of datetimes, and of how many values a key has. Bounds that are not set do not bound. */
final class RangeConditions {
    private BytesRef lower;
    private BytesRef upper;
    private boolean lowerIncluded = true;
    private boolean upperIncluded = true;

    private RangeConditions(BytesRef lower, BytesRef upper) {
        this.lower = lower;
        this.upper = upper;
    }

    static Query numbers(PayloadTerms at, Range range) {
        if (Double.isNaN(range.getGt() + range.getGte()) || Double.isNaN(range.getLt() + range.getLte())) {
            return new MatchNoDocsQuery("nothing compares to a bound that is not a number");
        }
        RangeConditions bounds =
                new RangeConditions(at.number(Double.NEGATIVE_INFINITY), at.number(Double.POSITIVE_INFINITY));
        bounds.atLeast(range.hasGte(), at.number(range.getGte()));
        bounds.above(range.hasGt(), at.number(range.getGt()));
        bounds.atMost(range.hasLte(), at.number(range.getLte()));
        bounds.below(range.hasLt(), at.number(range.getLt()));
        return bounds.query();
    }

    static Query instants(PayloadTerms at, DatetimeRange range) {
        RangeConditions bounds = new RangeConditions(at.instant(Long.MIN_VALUE), at.instant(Long.MAX_VALUE));
        bounds.atLeast(range.hasGte(), at.instant(Datetimes.micros(range.getGte())));
        bounds.above(range.hasGt(), at.instant(Datetimes.micros(range.getGt())));
        bounds.atMost(range.hasLte(), at.instant(Datetimes.micros(range.getLte())));
        bounds.below(range.hasLt(), at.instant(Datetimes.micros(range.getLt())));
        return bounds.query();
    }

    /** A key that leads nowhere has no count, not even 0. */
    static Query counts(PayloadTerms at, ValuesCount count) {
        RangeConditions bounds = new RangeConditions(at.count(0), at.count(Long.MAX_VALUE));
        bounds.atLeast(count.hasGte(), at.count(signed(count.getGte())));
        bounds.above(count.hasGt(), at.count(signed(count.getGt())));
        bounds.atMost(count.hasLte(), at.count(signed(count.getLte())));
        bounds.below(count.hasLt(), at.count(signed(count.getLt())));
        return bounds.query();
    }

    private static long signed(long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }

    private void atLeast(boolean set, BytesRef bound) {
        if (set && bound.compareTo(lower) > 0) {
            lower = bound;
            lowerIncluded = true;
        }
    }

    private void above(boolean set, BytesRef bound) {
        if (set && bound.compareTo(lower) >= 0) {
            lower = bound;
            lowerIncluded = false;
        }
    }

    private void atMost(boolean set, BytesRef bound) {
        if (set && bound.compareTo(upper) < 0) {
            upper = bound;
            upperIncluded = true;
        }
    }

    private void below(boolean set, BytesRef bound) {
        if (set && bound.compareTo(upper) <= 0) {
            upper = bound;
            upperIncluded = false;
        }
    }

    private Query query() {
        if (lower.compareTo(upper) > 0) {
            return new MatchNoDocsQuery("the lower bound is above the upper one");
        }
        return new TermRangeQuery(IndexFields.FILTER, lower, upper, lowerIncluded, upperIncluded);
    }
}
