package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.wire.PointKey;
import java.util.List;

/** What a query asks of points. Points that are named in a question are not among its answers. */
public sealed interface Question {
    /** To be near. */
    record Nearest(Target target) implements Question {}

    /**
     * To be near, and unlike the nearer ones (maximal marginal relevance).
     *
     * @param diversity 0 for nearness alone, 1 for difference alone
     * @param candidates how many of the nearest are chosen from
     */
    record Diverse(Target target, float diversity, long candidates) implements Question {}

    /** To be near to some and far from others. */
    record Recommend(Strategy strategy, List<Target> positives, List<Target> negatives) implements Question {
        public Recommend {
            positives = List.copyOf(positives);
            negatives = List.copyOf(negatives);
        }
    }

    /** To be drawn by lot. */
    record Sample() implements Question {}

    /** What to be near to. */
    sealed interface Target {
        record Vector(float[] values) implements Target {}

        /** A point of the same collection. */
        record Point(PointKey key) implements Target {}
    }

    /** How several targets make one score, as in Qdrant. */
    enum Strategy {
        AVERAGE_VECTOR,
        BEST_SCORE,
        SUM_SCORES
    }
}
