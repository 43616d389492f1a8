package io.kalmstream.encoder.check;

import io.kalmstream.encoder.Precision;

/**
 * How far an answer may be from the right one.
 *
 * @param norm of a vector's length from 1
 * @param batch of the cosine between a vector made alone and in a batch from 1
 * @param value of one of a vector's values
 * @param cosine of a cosine, or of the difference of two
 */
record Tolerance(double norm, double batch, double value, double cosine) {
    /** Two implementations of the same fp32 model differ by a third of this; a wrong mask or token, by twenty times as much. */
    private static final Tolerance FP32 = new Tolerance(1e-4, 1e-5, 2e-4, 5e-4);

    private static final Tolerance INT8 = new Tolerance(1e-4, 2e-2, 1e-2, 2e-2);

    static Tolerance of(Precision precision) {
        return switch (precision) {
            case FP32 -> FP32;
            case INT8 -> INT8;
        };
    }
}
