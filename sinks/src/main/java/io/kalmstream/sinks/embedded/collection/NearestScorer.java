package io.kalmstream.sinks.embedded.collection;

/** @param target as {@link VectorSpace#accept} answered it */
record NearestScorer(Similarity similarity, float[] target) implements Scorer {
    @Override
    public float score(float[] stored) {
        return similarity.score(target, stored);
    }

    @Override
    public int compare(float score, float other) {
        return similarity.compare(score, other);
    }
}
