package io.kalmstream.sinks.embedded.collection;

/**
 * Sizes at which a collection changes its ways.
 *
 * @param mostScanned the most points that a search compares one by one; segments of the index from this size on get a graph
 * @param commitOperations operations between two commits of the index
 * @param commitBytes bytes of operations between two commits, which is also the most to replay after a crash
 */
public record Tuning(int mostScanned, int commitOperations, long commitBytes) {
    public static final Tuning DEFAULT = new Tuning(10_000, 5_000, 32L << 20);

    public Tuning {
        if (mostScanned < 1 || commitOperations < 1 || commitBytes < 1) {
            throw new IllegalArgumentException("sizes must be positive");
        }
    }
}
