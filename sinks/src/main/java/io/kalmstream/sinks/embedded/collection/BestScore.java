package io.kalmstream.sinks.embedded.collection;

import java.util.List;

/** The closest example decides: Qdrant's {@code best_score}. Examples as {@link VectorSpace#accept} answered them. */
record BestScore(Similarity similarity, List<float[]> positives, List<float[]> negatives) implements Scorer {
    @Override
    public float score(float[] stored) {
        float positive = closest(stored, positives);
        float negative = closest(stored, negatives);
        return positive > negative ? squashed(positive) : -squashed(negative);
    }

    @Override
    public int compare(float score, float other) {
        return Float.compare(other, score);
    }

    private float closest(float[] stored, List<float[]> examples) {
        float closest = Float.NEGATIVE_INFINITY;
        for (float[] example : examples) {
            closest = Math.max(closest, similarity.closeness(example, stored));
        }
        return closest;
    }

    /** Between 0 and 1. */
    private static float squashed(float closeness) {
        return 0.5f * (closeness / (1 + Math.abs(closeness)) + 1);
    }
}
