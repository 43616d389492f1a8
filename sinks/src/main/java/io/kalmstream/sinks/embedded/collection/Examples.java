package io.kalmstream.sinks.embedded.collection;

import java.io.IOException;
import java.util.List;

/** What a recommend query compares with: vectors as given, or as stored. */
record Examples(Question.Strategy strategy, List<float[]> positives, List<float[]> negatives) {
    static Examples of(Question.Recommend recommend, String using, References references) throws IOException {
        return new Examples(
                recommend.strategy(),
                references.vectors(recommend.positives(), using),
                references.vectors(recommend.negatives(), using));
    }

    /** Refuses examples that make no vector, or vectors of another length. */
    Scorer scorer(VectorSpace space) {
        return switch (strategy) {
            case AVERAGE_VECTOR ->
                new NearestScorer(space.similarity(), space.accept(MeanVector.of(positives, negatives)));
            case BEST_SCORE -> new BestScore(space.similarity(), accept(positives, space), accept(negatives, space));
            case SUM_SCORES -> new SumScores(space.similarity(), accept(positives, space), accept(negatives, space));
        };
    }

    private static List<float[]> accept(List<float[]> vectors, VectorSpace space) {
        return vectors.stream().map(space::accept).toList();
    }
}
