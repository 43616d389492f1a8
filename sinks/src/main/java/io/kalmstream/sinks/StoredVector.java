package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

/**
 * A point as it was found, with its vector.
 *
 * @param vector unit length; not copied, do not change
 */
public record StoredVector(StoredPoint point, float[] vector) {
    public StoredVector {
        requireNonNull(point, "point is null");
        requireNonNull(vector, "vector is null");
    }
}
