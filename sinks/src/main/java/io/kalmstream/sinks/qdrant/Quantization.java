package io.kalmstream.sinks.qdrant;

import static java.util.Objects.requireNonNull;

/**
 * Smaller copies of the vectors that searches look at first. Our searches ask for rescoring, so their scores are exact. Those of other
 * clients that do not are scores of the copies with {@link Scalar} and {@link Product} once a segment is optimized: of 20,000 vectors of
 * 384 numbers they were off by up to 0.004 (scalar) and 0.12 (product, x16).
 */
public sealed interface Quantization {
    /** The exact vectors only. */
    Quantization NONE = new None();

    /** As users write it. */
    String kind();

    record None() implements Quantization {
        @Override
        public String kind() {
            return "none";
        }
    }

    /**
     * A byte a number: a quarter of the memory.
     *
     * @param quantile share of the numbers that the range of a byte covers; what lies outside is clipped
     * @param alwaysRam whether the copies are in memory wherever the vectors are
     */
    record Scalar(float quantile, boolean alwaysRam) implements Quantization {
        /** Qdrant's advice: a few outliers would widen the range and coarsen all other numbers. */
        public static final float DEFAULT_QUANTILE = 0.99f;

        public Scalar {
            if (!(quantile >= 0.5f && quantile <= 1)) {
                throw CollectionSetting.QUANTIZATION_QUANTILE.refuse("must be from 0.5 to 1, is " + quantile);
            }
        }

        @Override
        public String kind() {
            return "scalar";
        }
    }

    /** A code for some numbers at a time: up to a 64th of the memory, and much less exact. */
    record Product(Compression compression, boolean alwaysRam) implements Quantization {
        public Product {
            requireNonNull(compression, "compression is null");
        }

        @Override
        public String kind() {
            return "product";
        }
    }

    /** A bit a number: a 32nd of the memory. For vectors of about a thousand numbers or more; Qdrant rescores by itself. */
    record Binary(boolean alwaysRam) implements Quantization {
        @Override
        public String kind() {
            return "binary";
        }
    }

    /** How many times smaller a copy is. */
    enum Compression {
        X4,
        X8,
        X16,
        X32,
        X64
    }
}
