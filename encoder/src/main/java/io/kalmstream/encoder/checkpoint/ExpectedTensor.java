package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A tensor that an architecture needs.
 *
 * @param name flat: without a prefix
 */
record ExpectedTensor(String name, List<Extent> shape) {
    ExpectedTensor {
        requireNonNull(name, "name is null");
        shape = List.copyOf(shape);
    }

    static ExpectedTensor of(String name, Extent... shape) {
        return new ExpectedTensor(name, List.of(shape));
    }

    List<Long> sizes() {
        return shape.stream().map(Extent::size).toList();
    }

    /** The configuration's keys that the shape comes from. */
    List<String> keys() {
        return shape.stream().map(Extent::key).toList();
    }

    /** @param key of config.json, or several that are multiplied */
    record Extent(long size, String key) {
        Extent {
            requireNonNull(key, "key is null");
        }
    }
}
