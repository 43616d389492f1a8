package io.kalmstream.deploy.bench;

import static java.util.Objects.requireNonNull;

/**
 * What a store's benchmark writes, and where to.
 *
 * @param store where to; not {@link BenchStore.Null}
 * @param points of a round, each way
 * @param batch points in a request
 * @param inFlight requests under way at the same time
 * @param rounds that count
 */
public record StoreBenchSettings(BenchStore store, int points, int dimensions, int batch, int inFlight, int rounds) {
    public StoreBenchSettings {
        requireNonNull(store, "store is null");
        if (store instanceof BenchStore.Null) {
            throw new IllegalArgumentException("no store cannot be measured");
        }
        if (points < 1 || dimensions < 1 || batch < 1 || inFlight < 1 || rounds < 1) {
            throw new IllegalArgumentException(
                    "points, dimensions, batch, in-flight and rounds must be positive: %d, %d, %d, %d, %d"
                            .formatted(points, dimensions, batch, inFlight, rounds));
        }
    }
}
