package io.kalmstream.encoder.hub;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A snapshot in the cache, whole or not.
 *
 * @param revisions the names that stand for its commit, e.g. {@code main}
 * @param bytes of its files
 * @param missing files that a checkpoint needs and that are not here
 */
public record CachedModel(Snapshot snapshot, List<String> revisions, long bytes, List<String> missing) {
    public CachedModel {
        requireNonNull(snapshot, "snapshot is null");
        revisions = List.copyOf(revisions);
        missing = List.copyOf(missing);
    }
}
