package io.kalmstream.deploy.fault.process;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A vector store between two failpoints, which says what was answered to whom. */
record PassingStore(VectorStore store, Failpoints points, Hears hears) implements VectorStore {
    /** Hears of each write that was answered. Threads: any. */
    @FunctionalInterface
    interface Hears {
        Hears NOTHING = (_, _, _, _) -> {};

        /** @param store to look into */
        void answered(VectorStore store, Fence fence, List<Change> changes, StoreReply reply);
    }

    @Override
    public StoreReply apply(Fence fence, List<Change> changes) {
        boolean upserts = changes.stream().anyMatch(Change.Upsert.class::isInstance);
        if (upserts) {
            points.pass(Site.BEFORE_UPSERT);
        }
        StoreReply reply = store.apply(fence, changes);
        hears.answered(store, fence, changes, reply);
        if (upserts) {
            points.pass(Site.AFTER_UPSERT);
        }
        return reply;
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
    public List<List<Neighbour>> nearest(List<NearestQuery> queries) {
        return store.nearest(queries);
    }

    @Override
    public List<Neighbour> recommend(RecommendQuery query) {
        return store.recommend(query);
    }

    @Override
    public List<Optional<StoredPoint>> get(List<DocumentKey> keys) {
        return store.get(keys);
    }

    @Override
    public Stream<StoredPoint> all() {
        return store.all();
    }

    @Override
    public Stream<StoredVector> duplicatesOf(List<DocumentKey> canonicals) {
        return store.duplicatesOf(canonicals);
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
}
