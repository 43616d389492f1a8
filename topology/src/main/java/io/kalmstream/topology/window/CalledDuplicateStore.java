package io.kalmstream.topology.window;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.StoredVector;
import io.kalmstream.sinks.duplicates.DuplicateStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What groups of duplicates ask of the store, as a task may ask it. */
record CalledDuplicateStore(StoreCalls calls) implements DuplicateStore {
    @Override
    public List<List<Neighbour>> nearest(List<NearestQuery> queries) {
        return calls.ask(store -> store.nearest(queries));
    }

    @Override
    public List<Optional<StoredPoint>> get(List<DocumentKey> keys) {
        return calls.ask(store -> store.get(keys));
    }

    @Override
    public <T> T duplicatesOf(List<DocumentKey> canonicals, Function<Stream<StoredVector>, T> reading) {
        return calls.ask(store -> {
            try (Stream<StoredVector> found = store.duplicatesOf(canonicals)) {
                return reading.apply(found);
            }
        });
    }

    @Override
    public Set<DocumentKey> mark(List<Change.MarkDuplicate> marks) {
        return calls.apply(List.copyOf(marks)).refused().keySet().stream()
                .map(index -> marks.get(index).key())
                .collect(Collectors.toUnmodifiableSet());
    }
}
