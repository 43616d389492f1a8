package io.kalmstream.sinks.embedded.differential;

import io.kalmstream.sinks.embedded.differential.Answer.Hit;
import io.kalmstream.sinks.embedded.payload.RandomFilters;
import io.qdrant.client.VectorFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.RecommendPoints;
import io.qdrant.client.grpc.Points.RecommendStrategy;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.SearchPoints;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.Points.WithVectorsSelector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Reads in the old forms, and of points as they are. */
final class RandomReads {
    static final SearchParams EXACT = SearchParams.newBuilder().setExact(true).build();

    private final Random random;
    private final RandomFilters filters;
    private final Supplier<PointId> ids;

    /** @param ids of points that may be there */
    RandomReads(Random random, Supplier<PointId> ids) {
        this.random = random;
        this.filters = new RandomFilters(random);
        this.ids = ids;
    }

    Operation next(Space space) {
        return switch (random.nextInt(6)) {
            case 0 -> count(space);
            case 1 -> get(space);
            case 2 -> search(space);
            case 3 -> recommend(space);
            default -> scroll(space);
        };
    }

    /** Every point with all there is of it. */
    static Operation everything(Space space) {
        ScrollPoints request = ScrollPoints.newBuilder()
                .setCollectionName(space.collection())
                .setLimit(10_000)
                .setWithPayload(WithPayloadSelectorFactory.enable(true))
                .setWithVectors(WithVectorsSelectorFactory.enable(true))
                .build();
        return new Operation("everything", request, server -> page(server.scroll(request)));
    }

    private Operation count(Space space) {
        CountPoints request = CountPoints.newBuilder()
                .setCollectionName(space.collection())
                .setFilter(filters.filter(2))
                .setExact(true)
                .build();
        return new Operation(
                "count",
                request,
                server -> new Answer.Exact(server.count(request).getResult().getCount()));
    }

    private Operation get(Space space) {
        GetPoints.Builder builder = GetPoints.newBuilder()
                .setCollectionName(space.collection())
                .addAllIds(some(6, ids))
                .setWithVectors(vectors(space));
        if (random.nextBoolean()) {
            builder.setWithPayload(payload());
        }
        GetPoints request = builder.build();
        return new Operation("get", request, server -> byId(server.get(request)));
    }

    private Operation scroll(Space space) {
        ScrollPoints.Builder builder =
                ScrollPoints.newBuilder().setCollectionName(space.collection()).setWithVectors(vectors(space));
        if (random.nextInt(3) > 0) {
            builder.setFilter(filters.filter(2));
        }
        if (random.nextBoolean()) {
            builder.setLimit(random.nextInt(20));
        }
        if (random.nextBoolean()) {
            builder.setOffset(ids.get());
        }
        if (random.nextBoolean()) {
            builder.setWithPayload(payload());
        }
        ScrollPoints request = builder.build();
        return new Operation("scroll", request, server -> page(server.scroll(request)));
    }

    private Operation search(Space space) {
        String name = space.anyName(random);
        SearchPoints.Builder builder = SearchPoints.newBuilder()
                .setCollectionName(space.collection())
                .setVectorName(name)
                .setParams(EXACT)
                .setLimit(random.nextInt(15))
                .setWithPayload(payload())
                .setWithVectors(vectors(space));
        for (float value : space.vector(name, random)) {
            builder.addVector(value);
        }
        if (random.nextBoolean()) {
            builder.setFilter(filters.filter(1));
        }
        if (random.nextInt(4) == 0) {
            builder.setScoreThreshold((float) random.nextGaussian());
        }
        if (random.nextInt(4) == 0) {
            builder.setOffset(random.nextInt(5));
        }
        SearchPoints request = builder.build();
        return new Operation(
                "search",
                request,
                server -> Answer.Hits.of(server.search(request).getResultList(), true));
    }

    private Operation recommend(Space space) {
        String name = space.anyName(random);
        RecommendPoints.Builder builder = RecommendPoints.newBuilder()
                .setCollectionName(space.collection())
                .setUsing(name)
                .setParams(EXACT)
                .setLimit(random.nextInt(15))
                .addAllPositive(some(3, ids))
                .addAllNegative(some(2, ids))
                .setWithPayload(payload())
                .setWithVectors(vectors(space));
        if (random.nextInt(3) > 0) {
            builder.addPositiveVectors(VectorFactory.vector(space.vector(name, random)));
        }
        if (random.nextBoolean()) {
            builder.setFilter(filters.filter(1));
        }
        if (random.nextInt(4) > 0) {
            builder.setStrategy(RecommendStrategy.forNumber(random.nextInt(3)));
        }
        if (random.nextInt(4) == 0) {
            builder.setScoreThreshold((float) random.nextGaussian());
        }
        RecommendPoints request = builder.build();
        return new Operation(
                "recommend",
                request,
                server -> Answer.Hits.of(server.recommend(request).getResultList(), true));
    }

    WithPayloadSelector payload() {
        return switch (random.nextInt(4)) {
            case 0 -> WithPayloadSelectorFactory.enable(true);
            case 1 -> WithPayloadSelectorFactory.include(some(2, filters::path));
            case 2 -> WithPayloadSelectorFactory.exclude(some(2, filters::path));
            default -> WithPayloadSelectorFactory.enable(false);
        };
    }

    WithVectorsSelector vectors(Space space) {
        return switch (random.nextInt(4)) {
            case 0 -> WithVectorsSelectorFactory.enable(true);
            case 1 -> WithVectorsSelectorFactory.include(List.of(space.anyName(random)));
            default -> WithVectorsSelectorFactory.enable(false);
        };
    }

    /** The first that is not on the page is part of the answer. */
    private static Answer page(ScrollResponse response) {
        List<Hit> hits =
                new ArrayList<>(response.getResultList().stream().map(Hit::of).toList());
        if (response.hasNextPageOffset()) {
            hits.add(new Hit(response.getNextPageOffset(), 1, Map.of(), Map.of()));
        }
        return new Answer.Hits(hits, false);
    }

    /** Qdrant answers in an order of its own. */
    private static Answer byId(GetResponse response) {
        return new Answer.Hits(
                response.getResultList().stream()
                        .map(Hit::of)
                        .sorted(Comparator.comparing(hit -> hit.id().toString()))
                        .toList(),
                false);
    }

    private <T> List<T> some(int most, Supplier<T> supplier) {
        List<T> some = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            some.add(supplier.get());
        }
        return some;
    }
}
