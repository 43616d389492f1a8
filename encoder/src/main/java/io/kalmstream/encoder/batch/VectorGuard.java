package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.batch.EncodeOutcome.Encoded;
import io.kalmstream.encoder.batch.EncodeOutcome.Rejected;

/** Lets no vector pass that would poison a collection: wrong length, NaN, infinite, or not of unit length. */
final class VectorGuard {
    /** Wide enough for 16-bit floats. */
    private static final double NORM_TOLERANCE = 0.01;

    private final int dimensions;

    VectorGuard(int dimensions) {
        this.dimensions = dimensions;
    }

    EncodeOutcome check(float[] vector, TokenizedText text) {
        if (vector.length != dimensions) {
            return bad("it has " + vector.length + " dimensions, the model has " + dimensions);
        }
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            if (!Float.isFinite(vector[i])) {
                return bad("value " + i + " is " + vector[i]);
            }
            squares += (double) vector[i] * vector[i];
        }
        double norm = Math.sqrt(squares);
        if (Math.abs(norm - 1) > NORM_TOLERANCE) {
            return bad("its length is " + norm + " instead of 1");
        }
        return new Encoded(vector, text.length(), text.truncated());
    }

    private static Rejected bad(String reason) {
        return new Rejected(
                Rejected.Cause.VECTOR, "BAD_VECTOR: the model answered a vector that cannot be stored: " + reason);
    }
}
