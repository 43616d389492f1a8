package io.kalmstream.encoder.testing;

import java.util.Arrays;

/** How a model's vector can be one that must not be stored. */
public enum VectorFault {
    NOT_A_NUMBER {
        @Override
        float[] in(float[] vector) {
            return withMiddle(vector, Float.NaN);
        }
    },
    INFINITE {
        @Override
        float[] in(float[] vector) {
            return withMiddle(vector, Float.NEGATIVE_INFINITY);
        }
    },
    ZERO {
        @Override
        float[] in(float[] vector) {
            return new float[vector.length];
        }
    },
    TOO_SHORT {
        @Override
        float[] in(float[] vector) {
            return Arrays.copyOf(vector, vector.length - 1);
        }
    },
    TOO_LONG {
        @Override
        float[] in(float[] vector) {
            return Arrays.copyOf(vector, vector.length + 1);
        }
    },
    /** Of twice the length a vector has. */
    NOT_UNIT {
        @Override
        float[] in(float[] vector) {
            float[] longer = vector.clone();
            for (int i = 0; i < longer.length; i++) {
                longer[i] *= 2;
            }
            return longer;
        }
    };

    abstract float[] in(float[] vector);

    private static float[] withMiddle(float[] vector, float value) {
        float[] changed = vector.clone();
        changed[changed.length / 2] = value;
        return changed;
    }
}
