package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.wire.Refusal;
import io.qdrant.client.grpc.Collections.Distance;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.VectorUtil;

/** How two vectors are compared, with Qdrant's scores. */
enum Similarity {
    /** Vectors are brought to length 1 when they are stored, so the cosine is their product. */
    COSINE(VectorSimilarityFunction.DOT_PRODUCT, true) {
        @Override
        float score(float[] left, float[] right) {
            return VectorUtil.dotProduct(left, right);
        }

        @Override
        float[] prepare(float[] vector) {
            float squares = VectorUtil.dotProduct(vector, vector);
            if (squares < Float.MIN_NORMAL || Math.abs(squares - 1) <= UNIT_TOLERANCE) {
                return vector;
            }
            float length = (float) Math.sqrt(squares);
            float[] unit = new float[vector.length];
            for (int i = 0; i < unit.length; i++) {
                unit[i] = vector[i] / length;
            }
            return unit;
        }
    },
    DOT(VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT, true) {
        @Override
        float score(float[] left, float[] right) {
            return VectorUtil.dotProduct(left, right);
        }
    },
    EUCLID(VectorSimilarityFunction.EUCLIDEAN, false) {
        @Override
        float closeness(float[] left, float[] right) {
            return -VectorUtil.squareDistance(left, right);
        }

        @Override
        float score(float[] left, float[] right) {
            return (float) Math.sqrt(VectorUtil.squareDistance(left, right));
        }
    },
    /** Lucene has no graph for it, so it is always scanned. */
    MANHATTAN(VectorSimilarityFunction.EUCLIDEAN, false) {
        @Override
        float closeness(float[] left, float[] right) {
            return -score(left, right);
        }

        @Override
        float score(float[] left, float[] right) {
            float sum = 0;
            for (int i = 0; i < left.length; i++) {
                sum += Math.abs(left[i] - right[i]);
            }
            return sum;
        }

        @Override
        boolean hasGraph() {
            return false;
        }
    };

    private static final float UNIT_TOLERANCE = 1e-6f;

    private final VectorSimilarityFunction lucene;
    private final boolean largerIsBetter;

    Similarity(VectorSimilarityFunction lucene, boolean largerIsBetter) {
        this.lucene = lucene;
        this.largerIsBetter = largerIsBetter;
    }

    static Similarity of(Distance distance) {
        return switch (distance) {
            case Cosine -> COSINE;
            case Dot -> DOT;
            case Euclid -> EUCLID;
            case Manhattan -> MANHATTAN;
            case UnknownDistance, UNRECOGNIZED ->
                throw Refusal.wrongInput("a vector needs a distance:" + " Cosine, Dot, Euclid or Manhattan");
        };
    }

    /** Both vectors as {@link #prepare} answered them. */
    abstract float score(float[] left, float[] right);

    /** What Qdrant compares with itself: more is closer, whatever the distance. Both vectors as {@link #prepare} answered them. */
    float closeness(float[] left, float[] right) {
        return score(left, right);
    }

    /** The vector as it is stored and compared; its argument stays as it was. */
    float[] prepare(float[] vector) {
        return vector;
    }

    boolean hasGraph() {
        return true;
    }

    VectorSimilarityFunction lucene() {
        return lucene;
    }

    /** Never true of what is not a number. */
    boolean isBetter(float score, float threshold) {
        return largerIsBetter ? score > threshold : score < threshold;
    }

    /** Negative when the first score is the better one. */
    int compare(float score, float other) {
        return largerIsBetter ? Float.compare(other, score) : Float.compare(score, other);
    }
}
