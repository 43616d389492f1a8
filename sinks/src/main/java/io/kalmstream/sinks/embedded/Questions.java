package io.kalmstream.sinks.embedded;

import io.kalmstream.sinks.embedded.collection.Question;
import io.kalmstream.sinks.embedded.collection.Question.Strategy;
import io.kalmstream.sinks.embedded.collection.Question.Target;
import io.kalmstream.sinks.embedded.wire.PointKey;
import io.kalmstream.sinks.embedded.wire.Refusal;
import io.kalmstream.sinks.embedded.wire.VectorMessages;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.Mmr;
import io.qdrant.client.grpc.Points.NearestInputWithMmr;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.RecommendInput;
import io.qdrant.client.grpc.Points.RecommendPoints;
import io.qdrant.client.grpc.Points.RecommendStrategy;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorInput;
import java.util.List;
import java.util.stream.Stream;

/** Reads what a query asks; refuses what is left out by its name. */
final class Questions {
    private static final float DEFAULT_DIVERSITY = 0.5f;
    private static final int MOST_CANDIDATES = 16_384;

    private Questions() {}

    /** @param limit of the query: how many candidates there are where it does not say */
    static Question of(Query query, long limit) {
        return switch (query.getVariantCase()) {
            case NEAREST -> new Question.Nearest(target(query.getNearest()));
            case NEAREST_WITH_MMR -> diverse(query.getNearestWithMmr(), limit);
            case RECOMMEND -> recommend(query.getRecommend());
            case SAMPLE -> new Question.Sample();
            case DISCOVER -> throw Refusal.unsupported("discover queries");
            case CONTEXT -> throw Refusal.unsupported("context queries");
            case ORDER_BY -> throw Refusal.unsupported("order_by");
            case FUSION, RRF -> throw Refusal.unsupported("fusion queries");
            case FORMULA -> throw Refusal.unsupported("formula queries");
            case RELEVANCE_FEEDBACK -> throw Refusal.unsupported("relevance feedback queries");
            case VARIANT_NOT_SET -> throw Refusal.wrongInput("a query is empty");
        };
    }

    /** The old form, which wants examples before it looks for any. */
    static Question of(RecommendPoints recommend) {
        Strategy strategy = strategy(recommend.getStrategy());
        List<Target> positives = targets(recommend.getPositiveList().stream(), recommend.getPositiveVectorsList());
        List<Target> negatives = targets(recommend.getNegativeList().stream(), recommend.getNegativeVectorsList());
        if (positives.isEmpty() && (strategy == Strategy.AVERAGE_VECTOR || negatives.isEmpty())) {
            throw Refusal.wrongInput(
                    strategy == Strategy.AVERAGE_VECTOR
                            ? "At least one positive vector ID required with this strategy"
                            : "At least one positive or negative vector ID required with this strategy");
        }
        return new Question.Recommend(strategy, positives, negatives);
    }

    private static List<Target> targets(Stream<PointId> ids, List<Vector> vectors) {
        return Stream.<Target>concat(
                        ids.map(id -> new Target.Point(PointKey.of(id))),
                        vectors.stream().map(vector -> new Target.Vector(VectorMessages.read(vector))))
                .toList();
    }

    private static Question recommend(RecommendInput recommend) {
        return new Question.Recommend(
                strategy(recommend.getStrategy()),
                recommend.getPositiveList().stream().map(Questions::target).toList(),
                recommend.getNegativeList().stream().map(Questions::target).toList());
    }

    private static Strategy strategy(RecommendStrategy strategy) {
        return switch (strategy) {
            case AverageVector -> Strategy.AVERAGE_VECTOR;
            case BestScore -> Strategy.BEST_SCORE;
            case SumScores -> Strategy.SUM_SCORES;
            case UNRECOGNIZED -> throw Refusal.unsupported("this recommend strategy");
        };
    }

    private static Question diverse(NearestInputWithMmr query, long limit) {
        if (!query.hasMmr()) {
            throw Refusal.wrongInput("mmr is missing");
        }
        Mmr mmr = query.getMmr();
        float diversity = mmr.hasDiversity() ? mmr.getDiversity() : DEFAULT_DIVERSITY;
        if (!(diversity >= 0 && diversity <= 1)) {
            throw Refusal.wrongInput("mmr.diversity must be from 0.0 to 1.0, got " + diversity);
        }
        long candidates = mmr.hasCandidatesLimit() ? Integer.toUnsignedLong(mmr.getCandidatesLimit()) : limit;
        if (mmr.hasCandidatesLimit() && candidates > MOST_CANDIDATES) {
            throw Refusal.wrongInput(
                    "mmr.candidates_limit must be " + MOST_CANDIDATES + " or smaller, got " + candidates);
        }
        return new Question.Diverse(target(query.getNearest()), diversity, candidates);
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
}
