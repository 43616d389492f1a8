package io.kalmstream.sinks.embedded.collection;

import java.util.List;

/** Every example counts: Qdrant's {@code sum_scores}. Examples as {@link VectorSpace#accept} answered them. */
record SumScores(Similarity similarity, List<float[]> positives, List<float[]> negatives) implements Scorer {
    @Override
    public float score(float[] stored) {
        return sum(stored, positives) - sum(stored, negatives);
    }

    @Override
    public int compare(float score, float other) {
        return Float.compare(other, score);
    }

    private float sum(float[] stored, List<float[]> examples) {
        float sum = 0;
        for (float[] example : examples) {
            sum += similarity.closeness(example, stored);
        }
        return sum;
    }
}
