package io.kalmstream.deploy.bench;

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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** No store: takes everything at once and keeps nothing, so that everything but the store is measured. */
final class NullStore implements VectorStore {
    @Override
    public String ensureCollection() {
        return "nothing";
    }

    @Override
    public void checkCollection() {}

    @Override
    public StoreReply apply(Fence fence, List<Change> changes) {
        return new StoreReply.Applied();
    }

    @Override
    public List<List<Neighbour>> nearest(List<NearestQuery> queries) {
        return Collections.nCopies(queries.size(), List.of());
    }

    @Override
    public List<Neighbour> recommend(RecommendQuery query) {
        return List.of();
    }

    @Override
    public List<Optional<StoredPoint>> get(List<DocumentKey> keys) {
        return Collections.nCopies(keys.size(), Optional.empty());
    }

    @Override
    public Stream<StoredPoint> all() {
        return Stream.empty();
    }

    @Override
    public Stream<StoredVector> duplicatesOf(List<DocumentKey> canonicals) {
        return Stream.empty();
    }

    @Override
    public long count() {
        return 0;
    }

    @Override
    public Health health() {
        return new Health(true, "there is no store");
    }

    @Override
    public void close() {}
}
