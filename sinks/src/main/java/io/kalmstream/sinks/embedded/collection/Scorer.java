package io.kalmstream.sinks.embedded.collection;

/** How well a stored vector answers a question. */
interface Scorer {
    float score(float[] stored);

    /** Negative when the first score is the better one. */
    int compare(float score, float other);
}
