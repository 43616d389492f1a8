package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

/**
 * The collection a worker writes to.
 *
 * @param name as applications know it
 * @param dimensions length of its vectors (cosine distance)
 * @param model {@code name@revision}, stamped on the collection and checked at start
 */
public record CollectionSpec(String name, int dimensions, String model) {
    /** Name of the vector inside a point: named from day one, so that another model's can be added beside it. */
    public static final String VECTOR = "text";

    public CollectionSpec {
        requireNonNull(name, "name is null");
        requireNonNull(model, "model is null");
        if (dimensions < 1) {
            throw new IllegalArgumentException("dimensions must be positive: " + dimensions);
        }
    }
}
