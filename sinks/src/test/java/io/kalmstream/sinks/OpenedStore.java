package io.kalmstream.sinks;

import static io.kalmstream.sinks.Samples.NOON;
import static io.kalmstream.sinks.Samples.fence;
import static io.kalmstream.sinks.Samples.point;
import static io.kalmstream.sinks.Samples.unit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;

/** A store under test, with an empty collection of four dimensions, and the words its tests are written in. */
interface OpenedStore {
    VectorStore store();

    /** Of {@link #store}. */
    CollectionSpec spec();

    /** Another client of the same server; closed after the test. */
    VectorStore client(CollectionSpec wanted);

    /** The server loses it. */
    void drop(String collection);

    /** Younger than every call before. */
    default void apply(Change... changes) {
        assertThat(store().apply(fence(), List.of(changes))).isEqualTo(new StoreReply.Applied());
    }

    default Optional<StoredPoint> get(DocumentKey key) {
        return store().get(List.of(key)).getFirst();
    }

    default List<Neighbour> nearest(NearestQuery query) {
        return store().nearest(List.of(query)).getFirst();
    }

    /** Of the points that are almost this vector, by document id. */
    default Map<String, Double> scores(float... vector) {
        return nearest(query(unit(vector), "", 100, 0.99, false)).stream()
                .collect(Collectors.toMap(hit -> hit.point().key().id(), Neighbour::score));
    }

    default Condition<Double> is(double expected) {
        return new Condition<>(score -> Math.abs(score - expected) < 1e-5, "about " + expected);
    }

    default NearestQuery query(
            float[] vector, @Nullable String tenant, int limit, double minScore, boolean canonicalOnly) {
        return new NearestQuery(vector, tenant, limit, minScore, canonicalOnly);
    }

    default Change upsertOf(String tenant, String id) {
        return new Change.Upsert(point(new DocumentKey(tenant, id), NOON, "same", 1, 0, 0, 0));
    }
}
