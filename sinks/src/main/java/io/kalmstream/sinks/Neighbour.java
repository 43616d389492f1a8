package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

/**
 * A hit of a nearest search.
 *
 * @param score cosine similarity
 */
public record Neighbour(StoredPoint point, double score) {
    public Neighbour {
        requireNonNull(point, "point is null");
    }
}
