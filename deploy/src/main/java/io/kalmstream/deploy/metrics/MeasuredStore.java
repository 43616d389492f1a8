package io.kalmstream.deploy.metrics;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.StoreReply;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.StoredVector;
import io.kalmstream.sinks.VectorStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A vector store whose calls are timed, those that fail as well. What is read page by page is timed up to its first page. */
public final class MeasuredStore implements VectorStore {
    private final VectorStore store;
    private final Timer apply;
    private final Timer mark;
    private final Timer nearest;
    private final Timer lookup;
    private final Timer recommend;

    /** @param store is closed with this one */
    public MeasuredStore(VectorStore store, MeterRegistry registry) {
        this.store = requireNonNull(store, "store is null");
        apply = timer(registry, "apply");
        mark = timer(registry, "mark");
        nearest = timer(registry, "nearest");
        lookup = timer(registry, "lookup");
        recommend = timer(registry, "recommend");
    }

    private static Timer timer(MeterRegistry registry, String call) {
        return Buckets.timer(
                registry, "kalmstream.store", "One call of the vector store, repetitions included", "call", call);
    }

    @Override
    public String ensureCollection() {
        return store.ensureCollection();
    }

    @Override
    public void checkCollection() {
        store.checkCollection();
    }

    @Override
    public StoreReply apply(Fence fence, List<Change> changes) {
        boolean marks = changes.stream().allMatch(Change.MarkDuplicate.class::isInstance);
        return timed(marks ? mark : apply, () -> store.apply(fence, changes));
    }

    @Override
    public List<List<Neighbour>> nearest(List<NearestQuery> queries) {
        return timed(nearest, () -> store.nearest(queries));
    }

    @Override
    public List<Neighbour> recommend(RecommendQuery query) {
        return timed(recommend, () -> store.recommend(query));
    }

    @Override
    public List<Optional<StoredPoint>> get(List<DocumentKey> keys) {
        return timed(lookup, () -> store.get(keys));
    }

    @Override
    public Stream<StoredPoint> all() {
        return timed(lookup, store::all);
    }

    @Override
    public Stream<StoredVector> duplicatesOf(List<DocumentKey> canonicals) {
        return timed(lookup, () -> store.duplicatesOf(canonicals));
    }

    @Override
    public long count() {
        return store.count();
    }

    @Override
    public Health health() {
        return store.health();
    }

    @Override
    public void close() {
        store.close();
    }

    private static <T> T timed(Timer timer, Supplier<T> call) {
        Timer.Sample sample = Timer.start();
        try {
            return call.get();
        } finally {
            sample.stop(timer);
        }
    }
}
