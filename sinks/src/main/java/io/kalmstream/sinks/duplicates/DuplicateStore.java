package io.kalmstream.sinks.duplicates;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.StoreReply;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.StoredVector;
import io.kalmstream.sinks.VectorStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The vector store as far as groups of duplicates need it. What a call answers is what the store held at some moment between its
 * start and its return; what {@link #mark} wrote, every later call sees, whoever makes it.
 */
public interface DuplicateStore {
    /** As {@link VectorStore#nearest}. */
    List<List<Neighbour>> nearest(List<NearestQuery> queries);

    /** As {@link VectorStore#get}. */
    List<Optional<StoredPoint>> get(List<DocumentKey> keys);

    /**
     * Every point marked as a duplicate of one of these.
     *
     * @param reading may be called again if the store fails on the way
     */
    <T> T duplicatesOf(List<DocumentKey> canonicals, Function<Stream<StoredVector>, T> reading);

    /** @return the documents whose mark the store refused */
    Set<DocumentKey> mark(List<Change.MarkDuplicate> marks);

    /**
     * A store without more ado: its exceptions come through.
     *
     * @param fences of the writer, each younger than the one before
     * @throws IllegalStateException (from {@link #mark}) the writer was replaced by a younger one
     */
    static DuplicateStore over(VectorStore store, Supplier<Fence> fences) {
        requireNonNull(store, "store is null");
        requireNonNull(fences, "fences is null");
        return new DuplicateStore() {
            @Override
            public List<List<Neighbour>> nearest(List<NearestQuery> queries) {
                return store.nearest(queries);
            }

            @Override
            public List<Optional<StoredPoint>> get(List<DocumentKey> keys) {
                return store.get(keys);
            }

            @Override
            public <T> T duplicatesOf(List<DocumentKey> canonicals, Function<Stream<StoredVector>, T> reading) {
                try (Stream<StoredVector> found = store.duplicatesOf(canonicals)) {
                    return reading.apply(found);
                }
            }

            @Override
            public Set<DocumentKey> mark(List<Change.MarkDuplicate> marks) {
                return switch (store.apply(fences.get(), List.copyOf(marks))) {
                    case StoreReply.Applied() -> Set.of();
                    case StoreReply.Missing _ -> Set.of();
                    case StoreReply.Refused(List<StoreReply.Refused.Row> rows) ->
                        rows.stream().map(row -> marks.get(row.index()).key()).collect(Collectors.toUnmodifiableSet());
                    case StoreReply.Stale(Fence younger) ->
                        throw new IllegalStateException("the writer was replaced by a younger one: " + younger);
                };
            }
        };
    }
}
