package io.kalmstream.sinks.embedded;

import io.kalmstream.sinks.embedded.catalog.Catalog;
import io.kalmstream.sinks.embedded.collection.Fetch;
import io.kalmstream.sinks.embedded.collection.FoundPoint;
import io.kalmstream.sinks.embedded.collection.NearestQuery;
import io.kalmstream.sinks.embedded.collection.NearestQuery.Target;
import io.kalmstream.sinks.embedded.collection.StoredCollection;
import io.kalmstream.sinks.embedded.collection.VectorSelection;
import io.kalmstream.sinks.embedded.payload.FilterTranslator;
import io.kalmstream.sinks.embedded.payload.PayloadSelection;
import io.kalmstream.sinks.embedded.wire.PointKey;
import io.kalmstream.sinks.embedded.wire.Refusal;
import io.kalmstream.sinks.embedded.wire.VectorMessages;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.SearchPoints;
import io.qdrant.client.grpc.Points.VectorInput;
import java.util.List;

/** Runs searches in both of Qdrant's forms: the old one ({@code Search}) and the universal one ({@code Query}). */
final class Searches {
    private static final long DEFAULT_LIMIT = 10;

    private final Catalog catalog;

    Searches(Catalog catalog) {
        this.catalog = catalog;
    }

    List<FoundPoint> search(String collection, SearchPoints search) {
        refuseShards(search.hasShardKeySelector());
        if (search.hasSparseIndices()) {
            throw Refusal.unsupported("sparse vectors");
        }
        NearestQuery query = new NearestQuery(
                new Target.Vector(VectorMessages.floats(search.getVectorList())),
                search.getVectorName(),
                FilterTranslator.translate(search.getFilter()),
                limit(search.getLimit()),
                search.getOffset(),
                search.hasScoreThreshold() ? search.getScoreThreshold() : null,
                search.getParams().getExact(),
                search.getParams().getHnswEf());
        Fetch fetch = new Fetch(
                PayloadSelection.parse(search.getWithPayload()), VectorSelection.parse(search.getWithVectors()));
        return points(collection).nearest(query, fetch);
    }

    List<FoundPoint> query(String collection, QueryPoints query) {
        refuseShards(query.hasShardKeySelector());
        if (query.getPrefetchCount() > 0) {
            throw Refusal.unsupported("prefetch");
        }
        if (query.hasLookupFrom()) {
            throw Refusal.unsupported("lookup_from");
        }
        Fetch fetch = new Fetch(
                PayloadSelection.parse(query.getWithPayload()), VectorSelection.parse(query.getWithVectors()));
        return query.hasQuery() ? nearest(collection, query, fetch) : listed(collection, query, fetch);
    }

    private List<FoundPoint> nearest(String collection, QueryPoints query, Fetch fetch) {
        NearestQuery nearest = new NearestQuery(
                target(query.getQuery()),
                query.getUsing(),
                FilterTranslator.translate(query.getFilter()),
                query.hasLimit() ? limit(query.getLimit()) : DEFAULT_LIMIT,
                query.getOffset(),
                query.hasScoreThreshold() ? query.getScoreThreshold() : null,
                query.getParams().getExact(),
                query.getParams().getHnswEf());
        return points(collection).nearest(nearest, fetch);
    }

    private List<FoundPoint> listed(String collection, QueryPoints query, Fetch fetch) {
        if (query.hasScoreThreshold()) {
            throw Refusal.unsupported("score_threshold without a query");
        }
        long limit = query.hasLimit() ? limit(query.getLimit()) : DEFAULT_LIMIT;
        long last = limit + query.getOffset();
        List<FoundPoint> found = points(collection)
                .scroll(
                        FilterTranslator.translate(query.getFilter()),
                        null,
                        last < limit ? Long.MAX_VALUE : last,
                        fetch);
        return found.stream().skip(Math.max(0, query.getOffset())).toList();
    }

    private static Target target(Query query) {
        return switch (query.getVariantCase()) {
            case NEAREST -> target(query.getNearest());
            case NEAREST_WITH_MMR -> throw Refusal.unsupported("MMR queries");
            case RECOMMEND -> throw Refusal.unsupported("recommend queries");
            case DISCOVER -> throw Refusal.unsupported("discover queries");
            case CONTEXT -> throw Refusal.unsupported("context queries");
            case ORDER_BY -> throw Refusal.unsupported("order_by");
            case FUSION, RRF -> throw Refusal.unsupported("fusion queries");
            case SAMPLE -> throw Refusal.unsupported("sample queries");
            case FORMULA -> throw Refusal.unsupported("formula queries");
            case RELEVANCE_FEEDBACK -> throw Refusal.unsupported("relevance feedback queries");
            case VARIANT_NOT_SET -> throw Refusal.wrongInput("a query is empty");
        };
    }

    private static Target target(VectorInput input) {
        return switch (input.getVariantCase()) {
            case ID -> new Target.Point(PointKey.of(input.getId()));
            case DENSE ->
                new Target.Vector(VectorMessages.floats(input.getDense().getDataList()));
            case SPARSE -> throw Refusal.unsupported("sparse vectors");
            case MULTI_DENSE -> throw Refusal.unsupported("multi vectors");
            case DOCUMENT, IMAGE, OBJECT -> throw Refusal.unsupported("inference");
            case VARIANT_NOT_SET -> throw Refusal.wrongInput("a query vector is empty");
        };
    }

    private StoredCollection points(String collection) {
        return catalog.get(collection).points();
    }

    private static long limit(long limit) {
        if (limit == 0) {
            throw Refusal.wrongInput("limit must be 1 or larger");
        }
        return limit;
    }

    private static void refuseShards(boolean set) {
        if (set) {
            throw Refusal.unsupported("shard keys");
        }
    }
}
