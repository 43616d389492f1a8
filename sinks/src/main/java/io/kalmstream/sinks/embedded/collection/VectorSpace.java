package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.payload.IndexFields;
import io.kalmstream.sinks.embedded.wire.Refusal;

/**
 * A named vector of a collection.
 *
 * @param half whether its numbers have 16 bits, those asked for too; scores are computed with 32. (Qdrant rounds each product as well
 *     where a vector has fewer than 16 numbers.)
 */
record VectorSpace(String name, int dimensions, Similarity similarity, boolean half) {
    String field() {
        return IndexFields.vector(name);
    }

    /** Checks a vector and brings it to the form in which it is stored and compared. */
    float[] accept(float[] vector) {
        if (vector.length != dimensions) {
            throw Refusal.wrongDimension(dimensions, vector.length);
        }
        requireFinite(vector);
        float[] stored = similarity.prepare(vector);
        if (half) {
            stored = rounded(stored);
            // What is finite in 32 bits may not be in 16.
            requireFinite(stored);
        }
        return stored;
    }

    private static void requireFinite(float[] vector) {
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw Refusal.wrongInput("Vector values must be finite numbers");
            }
        }
    }

    private static float[] rounded(float[] vector) {
        float[] rounded = new float[vector.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = Float.float16ToFloat(Float.floatToFloat16(vector[i]));
        }
        return rounded;
    }
}
