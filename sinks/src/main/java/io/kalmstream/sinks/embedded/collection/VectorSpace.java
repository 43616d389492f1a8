package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.payload.IndexFields;
import io.kalmstream.sinks.embedded.wire.Refusal;

/** A named vector of a collection. */
record VectorSpace(String name, int dimensions, Similarity similarity) {
    String field() {
        return IndexFields.vector(name);
    }

    /** Checks a vector and brings it to the form in which it is stored and compared. */
    float[] accept(float[] vector) {
        if (vector.length != dimensions) {
            throw Refusal.wrongDimension(dimensions, vector.length);
        }
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw Refusal.wrongInput("Vector values must be finite numbers");
            }
        }
        return similarity.prepare(vector);
    }
}
