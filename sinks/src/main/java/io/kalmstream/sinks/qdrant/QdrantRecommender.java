package io.kalmstream.sinks.qdrant;

import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.ConditionFactory.isEmpty;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.matchKeywords;

import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import com.google.common.collect.Sets;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.RecommendQuery.Example;
import io.kalmstream.sinks.RecommendQuery.Strategy;
import io.kalmstream.sinks.qdrant.ExampleVectors.Weighted;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.VectorInputFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.Mmr;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RecommendInput;
import io.qdrant.client.grpc.Points.RecommendStrategy;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Recommendations by Qdrant's query API. The examples are looked up first, and sent as vectors: so their weights are ours, and one
 * that is gone is no error.
 */
final class QdrantRecommender {
    /** best_score follows the graph towards several examples at once, and loses its way with fewer candidates. */
    private static final int BEST_SCORE_EF = 128;

    private static final int CANDIDATES_PER_HIT = 5;
    private static final int FEWEST_CANDIDATES = 100;
    /** Qdrant takes no more. */
    private static final int MOST_CANDIDATES = 16_384;

    private static final WithPayloadSelector DUPLICATE_OF =
            WithPayloadSelectorFactory.include(List.of(PayloadFields.DUPLICATE_OF));

    private final String collection;
    private final QdrantReader reader;
    private final Supplier<RequestLimits> limits;

    QdrantRecommender(String collection, QdrantReader reader, Supplier<RequestLimits> limits) {
        this.collection = collection;
        this.reader = reader;
        this.limits = limits;
    }

    List<Neighbour> recommend(RecommendQuery query) {
        Set<String> ids = new HashSet<>();
        query.positives().forEach(example -> ids.add(example.id()));
        query.negatives().forEach(example -> ids.add(example.id()));
        List<RetrievedPoint> found = lookup(query.tenant(), ids, true);
        ExampleVectors examples = vectors(query, found);
        boolean judgesByNegatives =
                query.strategy() == Strategy.BEST_SCORE && !examples.negatives().isEmpty();
        if (examples.positives().isEmpty() && !judgesByNegatives) {
            return List.of();
        }
        List<Neighbour> hits = reader.hits(request(query, examples, seen(query, ids, found)));
        return query.diversity() > 0
                ? hits
                : hits.stream().sorted(QdrantReader.BEST_FIRST).toList();
    }

    private List<RetrievedPoint> lookup(String tenant, Collection<String> ids, boolean vectors) {
        return reader.lookup(pointIds(tenant, ids), DUPLICATE_OF, vectors);
    }

    private static ExampleVectors vectors(RecommendQuery query, List<RetrievedPoint> found) {
        Map<PointId, float[]> vectors =
                found.stream().collect(Collectors.toMap(RetrievedPoint::getId, PayloadDecoder::vector));
        return new ExampleVectors(
                weighted(query.tenant(), query.positives(), vectors),
                weighted(query.tenant(), query.negatives(), vectors));
    }

    private static List<Weighted> weighted(String tenant, List<Example> examples, Map<PointId, float[]> vectors) {
        List<Weighted> weighted = new ArrayList<>();
        for (Example example : examples) {
            float[] vector = vectors.get(PointIds.pointId(new DocumentKey(tenant, example.id())));
            if (vector != null) {
                weighted.add(new Weighted(vector, example.weight()));
            }
        }
        return weighted;
    }

    /** Examples, excluded documents, and the canonicals of both. */
    private Set<String> seen(RecommendQuery query, Set<String> examples, List<RetrievedPoint> found) {
        Set<String> others = Sets.difference(query.excluded(), examples);
        Set<String> seen = new HashSet<>(Sets.union(examples, query.excluded()));
        Iterables.concat(found, lookup(query.tenant(), others, false))
                .forEach(point -> PayloadDecoder.duplicateOf(point).ifPresent(seen::add));
        return seen;
    }

    private QueryPoints request(RecommendQuery query, ExampleVectors examples, Set<String> seen) {
        Filter filter = filter(query, List.copyOf(seen));
        QueryPoints.Builder request = QueryPoints.newBuilder()
                .setCollectionName(collection)
                .setUsing(CollectionSpec.VECTOR)
                .setLimit(query.limit())
                .setWithPayload(WithPayloadSelectorFactory.enable(true))
                .setWithVectors(WithVectorsSelectorFactory.enable(false));
        switch (query.strategy()) {
            case AVERAGE_VECTOR ->
                request.setFilter(filter)
                        .setParams(QdrantReader.exactScores(limits.get()))
                        .setQuery(likeTheMean(query, examples));
            case BEST_SCORE -> {
                SearchParams params = QdrantReader.exactScores(limits.get())
                        .setHnswEf(Math.min(BEST_SCORE_EF, limits.get().ef()))
                        .build();
                if (query.diversity() > 0) {
                    request.addPrefetch(PrefetchQuery.newBuilder()
                                    .setQuery(bestScore(examples))
                                    .setUsing(CollectionSpec.VECTOR)
                                    .setFilter(filter)
                                    .setParams(params)
                                    .setLimit(candidates(query)))
                            .setParams(QdrantReader.exactScores(limits.get()))
                            .setQuery(likeTheMean(query, examples));
                } else {
                    request.setFilter(filter).setParams(params).setQuery(bestScore(examples));
                }
            }
        }
        return request.build();
    }

    private Query likeTheMean(RecommendQuery query, ExampleVectors examples) {
        if (query.diversity() == 0) {
            return QueryFactory.nearest(examples.mean());
        }
        return QueryFactory.nearest(
                VectorInputFactory.vectorInput(examples.mean()),
                Mmr.newBuilder()
                        .setDiversity((float) query.diversity())
                        .setCandidatesLimit(candidates(query))
                        .build());
    }

    private static Query bestScore(ExampleVectors examples) {
        return QueryFactory.recommend(RecommendInput.newBuilder()
                .addAllPositive(Lists.transform(examples.positives(), Weighted::input))
                .addAllNegative(Lists.transform(examples.negatives(), Weighted::input))
                .setStrategy(RecommendStrategy.BestScore)
                .build());
    }

    /** More than are wanted, or there would be nothing to choose from. */
    private int candidates(RecommendQuery query) {
        int most = Math.min(MOST_CANDIDATES, limits.get().hits());
        return (int) Math.min(most, Math.max(FEWEST_CANDIDATES, (long) CANDIDATES_PER_HIT * query.limit()));
    }

    private Filter filter(RecommendQuery query, List<String> seen) {
        Filter.Builder filter = Filter.newBuilder().addMust(matchKeyword(PayloadFields.TENANT, query.tenant()));
        if (query.canonicalOnly()) {
            filter.addMust(isEmpty(PayloadFields.DUPLICATE_OF));
        }
        for (List<String> piece : Lists.partition(seen, limits.get().keys())) {
            filter.addMustNot(hasId(pointIds(query.tenant(), piece)));
            if (!query.canonicalOnly()) {
                filter.addMustNot(matchKeywords(PayloadFields.DUPLICATE_OF, piece));
            }
        }
        return filter.build();
    }

    private static List<PointId> pointIds(String tenant, Collection<String> ids) {
        return ids.stream()
                .map(id -> PointIds.pointId(new DocumentKey(tenant, id)))
                .toList();
    }
}
