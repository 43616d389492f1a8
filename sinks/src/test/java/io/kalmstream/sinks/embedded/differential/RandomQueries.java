package io.kalmstream.sinks.embedded.differential;

import io.kalmstream.sinks.embedded.payload.RandomFilters;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.VectorInputFactory;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.Mmr;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RecommendInput;
import io.qdrant.client.grpc.Points.RecommendStrategy;
import io.qdrant.client.grpc.Points.Sample;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.VectorInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Queries of the universal form, of every kind that embedded Qdrant serves, wrong ones among them. */
final class RandomQueries {
    private static final int DEEPEST = 2;

    private final Random random;
    private final RandomFilters filters;
    private final RandomReads reads;
    private final Supplier<PointId> ids;

    /** @param ids of points that may be there */
    RandomQueries(Random random, RandomReads reads, Supplier<PointId> ids) {
        this.random = random;
        this.filters = new RandomFilters(random);
        this.reads = reads;
        this.ids = ids;
    }

    Operation next(Space space) {
        if (random.nextInt(8) == 0) {
            return batch(space);
        }
        QueryPoints query = query(space, random.nextInt(3) == 0 ? DEEPEST : 0);
        return new Operation(
                "query", query, server -> answer(query, server.query(query).getResultList()));
    }

    private Operation batch(Space space) {
        QueryBatchPoints.Builder builder = QueryBatchPoints.newBuilder().setCollectionName(space.collection());
        for (int i = random.nextInt(3); i >= 0; i--) {
            builder.addQueryPoints(query(space, random.nextInt(2)));
        }
        QueryBatchPoints request = builder.build();
        return new Operation("query batch", request, server -> {
            List<BatchResult> results = server.queryBatch(request).getResultList();
            List<Answer> answers = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                answers.add(answer(request.getQueryPoints(i), results.get(i).getResultList()));
            }
            return new Answer.Many(answers);
        });
    }

    private QueryPoints query(Space space, int depth) {
        String name = space.anyName(random);
        QueryPoints.Builder query = QueryPoints.newBuilder()
                .setCollectionName(space.collection())
                .setUsing(random.nextInt(40) == 0 ? "unheard-of" : name)
                .setParams(RandomReads.EXACT)
                .setWithPayload(reads.payload())
                .setWithVectors(reads.vectors(space));
        if (random.nextInt(depth > 0 ? 20 : 6) > 0) {
            query.setQuery(question(space, name));
        }
        if (random.nextInt(3) == 0) {
            query.setFilter(filters.filter(1));
        }
        if (random.nextInt(4) == 0) {
            query.setScoreThreshold((float) random.nextGaussian());
        }
        if (random.nextInt(3) > 0) {
            query.setLimit(random.nextInt(25));
        }
        if (random.nextInt(4) == 0) {
            query.setOffset(random.nextInt(6));
        }
        for (int i = depth > 0 ? random.nextInt(3) : 0; i > 0; i--) {
            query.addPrefetch(prefetch(space, depth - 1));
        }
        return query.build();
    }

    private PrefetchQuery prefetch(Space space, int depth) {
        String name = space.anyName(random);
        PrefetchQuery.Builder prefetch =
                PrefetchQuery.newBuilder().setUsing(name).setParams(RandomReads.EXACT);
        if (random.nextInt(10) > 0) {
            prefetch.setQuery(decisive(vectorQuestion(space, name), space, name));
        }
        if (random.nextInt(3) == 0) {
            prefetch.setFilter(filters.filter(1));
        }
        if (random.nextInt(8) == 0) {
            prefetch.setScoreThreshold((float) random.nextGaussian());
        }
        if (random.nextInt(4) > 0) {
            prefetch.setLimit(1 + random.nextInt(40));
        }
        for (int i = depth > 0 ? random.nextInt(3) : 0; i > 0; i--) {
            prefetch.addPrefetch(prefetch(space, depth - 1));
        }
        return prefetch.build();
    }

    /**
     * One that leaves nothing open: if it found all points equal, any of them could come next. And of MMR between stages Qdrant
     * does not check how long the vector is, but compares with what there is of it; ours refuses.
     */
    private Query decisive(Query query, Space space, String name) {
        Query.Builder decisive = query.toBuilder();
        VectorInput vector = VectorInputFactory.vectorInput(space.vector(name, random));
        if (query.hasRecommend()) {
            decisive.getRecommendBuilder().addPositive(vector);
        }
        if (query.getNearestWithMmr().getNearest().hasDense()) {
            decisive.getNearestWithMmrBuilder().setNearest(vector);
        }
        return decisive.build();
    }

    private Query question(Space space, String name) {
        return random.nextInt(12) == 0 ? QueryFactory.sample(Sample.Random) : vectorQuestion(space, name);
    }

    private Query vectorQuestion(Space space, String name) {
        return switch (random.nextInt(6)) {
            case 0 -> QueryFactory.nearest(target(space, name));
            case 1, 2 -> QueryFactory.nearest(target(space, name), mmr());
            default -> recommend(space, name);
        };
    }

    private Query recommend(Space space, String name) {
        RecommendInput.Builder recommend = RecommendInput.newBuilder()
                .addAllPositive(targets(space, name, random.nextInt(4)))
                .addAllNegative(targets(space, name, random.nextInt(3)));
        if (random.nextInt(4) > 0) {
            recommend.setStrategy(RecommendStrategy.forNumber(random.nextInt(3)));
        }
        return QueryFactory.recommend(recommend.build());
    }

    private Mmr mmr() {
        Mmr.Builder mmr = Mmr.newBuilder();
        if (random.nextInt(4) > 0) {
            mmr.setDiversity(
                    switch (random.nextInt(12)) {
                        case 0 -> 0;
                        case 1 -> 1;
                        case 2 -> 1.5f;
                        default -> random.nextFloat();
                    });
        }
        if (random.nextBoolean()) {
            mmr.setCandidatesLimit(random.nextInt(50));
        }
        return mmr.build();
    }

    private List<VectorInput> targets(Space space, String name, int count) {
        List<VectorInput> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            targets.add(target(space, name));
        }
        return targets;
    }

    private VectorInput target(Space space, String name) {
        if (random.nextInt(4) == 0) {
            return VectorInputFactory.vectorInput(ids.get());
        }
        boolean wrong = random.nextInt(40) == 0;
        return VectorInputFactory.vectorInput(wrong ? new float[] {1, 2} : space.vector(name, random));
    }

    private static Answer answer(QueryPoints query, List<ScoredPoint> points) {
        boolean drawn = query.getQuery().hasSample();
        boolean chosen = query.getQuery().hasNearestWithMmr();
        return drawn ? new Answer.Drawn(points.size()) : Answer.Hits.of(points, !chosen && query.hasQuery());
    }
}
