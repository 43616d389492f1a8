package io.kalmstream.sinks.embedded;

import io.kalmstream.sinks.embedded.collection.Fetch;
import io.kalmstream.sinks.embedded.collection.FoundPoint;
import io.kalmstream.sinks.embedded.collection.StoredCollection;
import io.kalmstream.sinks.embedded.collection.VectorSelection;
import io.kalmstream.sinks.embedded.payload.FilterTranslator;
import io.kalmstream.sinks.embedded.payload.PayloadSelection;
import io.kalmstream.sinks.embedded.wire.PointKey;
import io.kalmstream.sinks.embedded.wire.Refusal;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CountResult;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads that compare nothing. */
final class Reads {
    private static final long DEFAULT_LIMIT = 10;

    private Reads() {}

    static GetResponse get(StoredCollection points, GetPoints request) {
        refuseShards(request.hasShardKeySelector());
        Set<PointKey> keys = new LinkedHashSet<>();
        request.getIdsList().forEach(id -> keys.add(PointKey.of(id)));
        Fetch fetch = new Fetch(
                PayloadSelection.parse(request.getWithPayload()), VectorSelection.parse(request.getWithVectors()));
        return GetResponse.newBuilder()
                .addAllResult(PointMessages.retrieved(points.get(keys, fetch)))
                .build();
    }

    static ScrollResponse scroll(StoredCollection points, ScrollPoints request) {
        refuseShards(request.hasShardKeySelector());
        if (request.hasOrderBy()) {
            throw Refusal.unsupported("order_by");
        }
        long limit = request.hasLimit() ? Integer.toUnsignedLong(request.getLimit()) : DEFAULT_LIMIT;
        if (limit == 0) {
            throw Refusal.wrongInput("limit must be 1 or larger");
        }
        // One more than asked for: where the next page begins.
        List<FoundPoint> found = points.scroll(
                FilterTranslator.translate(request.getFilter()),
                request.hasOffset() ? PointKey.of(request.getOffset()) : null,
                limit + 1,
                // Unlike all others, a scroll answers with the payload unless told not to.
                new Fetch(
                        request.hasWithPayload()
                                ? PayloadSelection.parse(request.getWithPayload())
                                : new PayloadSelection.All(),
                        VectorSelection.parse(request.getWithVectors())));
        ScrollResponse.Builder response = ScrollResponse.newBuilder();
        found.stream().limit(limit).map(PointMessages::retrieved).forEach(response::addResult);
        if (found.size() > limit) {
            response.setNextPageOffset(found.getLast().key().message());
        }
        return response.build();
    }

    /** Always exact. */
    static CountResponse count(StoredCollection points, CountPoints request) {
        refuseShards(request.hasShardKeySelector());
        long count = points.count(FilterTranslator.translate(request.getFilter()));
        return CountResponse.newBuilder()
                .setResult(CountResult.newBuilder().setCount(count))
                .build();
    }

    private static void refuseShards(boolean set) {
        if (set) {
            throw Refusal.unsupported("shard keys");
        }
    }
}
