package io.kalmstream.sinks;

import static io.kalmstream.sinks.Samples.NOON;
import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.point;
import static io.kalmstream.sinks.Samples.unit;
import static io.kalmstream.sinks.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link VectorStore} does. */
public abstract class VectorStoreContract {
    private static final Duplicate REPEATS_A = new Duplicate("a", 0.97, Duplicate.Kind.NEAR);

    private final CollectionSpec spec = new CollectionSpec("contract-" + UUID.randomUUID(), 4, Samples.MODEL);
    private final List<VectorStore> opened = new ArrayList<>();
    private VectorStore store;

    /** A client of the same server each time. */
    protected abstract VectorStore open(CollectionSpec spec);

    /** Called after each test; removes what the server may keep. */
    protected void drop(String collection) {}

    @BeforeEach
    void setUp() {
        store = client(spec);
        store.ensureCollection();
    }

    @AfterEach
    void tearDown() {
        opened.forEach(VectorStore::close);
        drop(spec.name());
    }

    @Test
    void ensureCollection_again() {
        apply(upsert("a", 1, 0, 0, 0));

        store.ensureCollection();
        client(spec).ensureCollection();

        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void ensureCollection_otherDimensions_namesBoth() {
        VectorStore other = client(new CollectionSpec(spec.name(), 8, spec.model()));

        assertThatThrownBy(other::ensureCollection)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(StoreException.Fault.CONFIGURATION))
                .hasMessageContaining("4")
                .hasMessageContaining("8")
                .hasMessageContaining(spec.name());
    }

    @Test
    void ensureCollection_otherModel_namesBoth() {
        VectorStore other = client(new CollectionSpec(spec.name(), 4, "other@2"));

        assertThatThrownBy(other::ensureCollection)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(StoreException.Fault.CONFIGURATION))
                .hasMessageContaining(Samples.MODEL)
                .hasMessageContaining("other@2");
    }

    @Test
    void checkCollection_asConfigured_changesNothing() {
        apply(upsert("a", 1, 0, 0, 0));

        client(spec).checkCollection();

        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void checkCollection_missing_namesItAndCreatesNone() {
        CollectionSpec missing = new CollectionSpec("contract-none-" + UUID.randomUUID(), 4, spec.model());
        VectorStore other = client(missing);

        assertThatThrownBy(other::checkCollection)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(StoreException.Fault.CONFIGURATION))
                .hasMessageContaining(missing.name());
        assertThat(other.health().up()).isFalse();
    }

    @Test
    void checkCollection_otherModel_namesBoth() {
        VectorStore other = client(new CollectionSpec(spec.name(), 4, "other@2"));

        assertThatThrownBy(other::checkCollection)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(StoreException.Fault.CONFIGURATION))
                .hasMessageContaining(Samples.MODEL)
                .hasMessageContaining("other@2");
    }

    @Test
    void apply_collectionMissing() {
        VectorStore other = client(new CollectionSpec("contract-none-" + UUID.randomUUID(), 4, spec.model()));

        assertThatThrownBy(() -> other.apply(List.of(upsert("a", 1, 0, 0, 0))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(StoreException.Fault.CONFIGURATION));
        assertThat(other.health().up()).isFalse();
    }

    @Test
    void apply_nothing() {
        assertThat(store.apply(List.of())).isEqualTo(new StoreReply.Applied());
    }

    @Test
    void apply_upsert_everyFieldComesBack() {
        Map<String, Object> attributes = Map.of(
                "string",
                "ünï \u65e5\u672c \ud83d\ude00",
                "empty",
                "",
                "long",
                9_007_199_254_740_993L,
                "negative",
                Long.MIN_VALUE,
                "double",
                0.1,
                "whole",
                2.0,
                "yes",
                true,
                "no",
                false,
                "a.b [c]",
                1L);
        DocumentKey key = new DocumentKey("mieter-\u00df", "doc/\u0416\ud83d\ude80 1");
        Instant occurredAt = Instant.parse("2026-11-21T12:34:56.789Z");
        Point point = new Point(
                key,
                unit(1, 2, 3, 4),
                "Text \u4f60\u597d\n\"quoted\" \ud83d\ude00",
                "c0ffee",
                Samples.MODEL,
                attributes,
                occurredAt,
                new Point.Source("events", 7, 1L << 40));

        apply(new Change.Upsert(point));

        assertThat(get(key))
                .contains(new StoredPoint(
                        key,
                        point.text(),
                        "c0ffee",
                        Samples.MODEL,
                        attributes,
                        occurredAt,
                        new Point.Source("events", 7, 1L << 40),
                        null));
    }

    @Test
    void apply_upsert_replacesWhole() {
        apply(upsert("a", 1, 0, 0, 0), new Change.MarkDuplicate(key("a"), REPEATS_A));
        Point bare = new Point(
                key("a"), unit(0, 1, 0, 0), null, "h2", Samples.MODEL, Map.of(), NOON, new Point.Source("t", 0, 1));

        apply(new Change.Upsert(bare));

        assertThat(get(key("a")))
                .contains(new StoredPoint(
                        key("a"), null, "h2", Samples.MODEL, Map.of(), NOON, new Point.Source("t", 0, 1), null));
        assertThat(scores(0, 1, 0, 0)).containsOnlyKeys("a").hasEntrySatisfying("a", is(1));
    }

    @Test
    void apply_sameKeyTwice_lastWins() {
        apply(upsert("a", 1, 0, 0, 0), upsert("b", 0, 0, 1, 0), upsert("a", 0, 1, 0, 0));

        assertThat(scores(0, 1, 0, 0)).hasEntrySatisfying("a", is(1));
        assertThat(store.count()).isEqualTo(2);
    }

    @Test
    void apply_orderHolds_withinABatch() {
        apply(
                upsert("gone", 1, 0, 0, 0),
                new Change.Delete(key("gone")),
                new Change.Delete(key("back")),
                upsert("back", 1, 0, 0, 0),
                upsert("marked", 1, 0, 0, 0),
                new Change.MarkDuplicate(key("marked"), REPEATS_A),
                new Change.MarkDuplicate(key("replaced"), REPEATS_A),
                upsert("replaced", 1, 0, 0, 0));

        assertThat(get(key("gone"))).isEmpty();
        assertThat(get(key("back"))).isPresent();
        assertThat(get(key("marked")).orElseThrow().duplicate()).isEqualTo(REPEATS_A);
        assertThat(get(key("replaced")).orElseThrow().duplicate()).isNull();
    }

    @Test
    void apply_delete_ofMissing() {
        apply(new Change.Delete(key("never")), upsert("a", 1, 0, 0, 0));

        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void apply_delete_onlyOfItsTenant() {
        apply(upsertOf("t1", "a"), upsertOf("t2", "a"));

        apply(new Change.Delete(new DocumentKey("t1", "a")));

        assertThat(get(new DocumentKey("t1", "a"))).isEmpty();
        assertThat(get(new DocumentKey("t2", "a"))).isPresent();
    }

    @Test
    void apply_setAttributes_keepsVectorTextAndMark() {
        Instant later = NOON.plusSeconds(5);
        apply(upsert("a", 1, 0, 0, 0), upsert("b", 1, 0, 0, 0), new Change.MarkDuplicate(key("b"), REPEATS_A));

        apply(new Change.SetAttributes(key("b"), Map.of("size", 7L), later, new Point.Source("events", 3, 99)));

        StoredPoint changed = get(key("b")).orElseThrow();
        assertThat(changed.attributes()).isEqualTo(Map.of("size", 7L));
        assertThat(changed.occurredAt()).isEqualTo(later);
        assertThat(changed.source().offset()).isEqualTo(99);
        assertThat(changed.text()).isEqualTo("text of b");
        assertThat(changed.duplicate()).isEqualTo(REPEATS_A);
        assertThat(scores(1, 0, 0, 0)).hasEntrySatisfying("b", is(1));
        assertThat(get(key("a")).orElseThrow().attributes()).isEqualTo(Map.of("colour", "red"));
    }

    @Test
    void apply_changesOfMissingPoints_doNothing() {
        apply(
                new Change.SetAttributes(key("none"), Map.of("x", 1L), NOON, new Point.Source("events", 0, 1)),
                new Change.MarkDuplicate(key("none"), REPEATS_A),
                new Change.MarkDuplicate(key("none"), null),
                upsert("a", 1, 0, 0, 0));

        assertThat(get(key("none"))).isEmpty();
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void apply_markDuplicate_setAndClear() {
        apply(upsert("a", 1, 0, 0, 0), upsert("b", 1, 0, 0, 0), upsert("c", 1, 0, 0, 0));

        apply(new Change.MarkDuplicate(key("b"), REPEATS_A), new Change.MarkDuplicate(key("c"), REPEATS_A));
        assertThat(get(key("b")).orElseThrow().duplicate()).isEqualTo(REPEATS_A);

        Duplicate exact = new Duplicate("a", 1.0, Duplicate.Kind.EXACT);
        apply(new Change.MarkDuplicate(key("b"), null), new Change.MarkDuplicate(key("c"), exact));
        assertThat(get(key("b")).orElseThrow().duplicate()).isNull();
        assertThat(get(key("c")).orElseThrow().duplicate()).isEqualTo(exact);
    }

    @Test
    void apply_badRow_isRefusedAlone() {
        StoreReply reply =
                store.apply(List.of(upsert("a", 1, 0, 0, 0), upsert("bad", 1, 0, 0), upsert("c", 0, 1, 0, 0)));

        assertThat(reply).isInstanceOfSatisfying(StoreReply.Refused.class, refused -> {
            assertThat(refused.rows()).extracting(StoreReply.Refused.Row::index).containsExactly(1);
            assertThat(refused.rows().getFirst().reason()).contains("3").contains("4");
        });
        assertThat(store.get(List.of(key("a"), key("bad"), key("c"))))
                .extracting(Optional::isPresent)
                .containsExactly(true, false, true);
    }

    @Test
    void nearest_scoreIsCosine_bestFirst() {
        apply(
                upsert("far", 0, 0, 0, 1),
                upsert("near", 3, 4, 0, 0),
                upsert("same", 1, 0, 0, 0),
                upsert("anti", -1, 0, 0, 0));

        List<Neighbour> hits = nearest(query(unit(1, 0, 0, 0), null, 10, -1, false));

        assertThat(hits).extracting(hit -> hit.point().key().id()).containsExactly("same", "near", "far", "anti");
        assertThat(hits.get(0).score()).isCloseTo(1, within(1e-5));
        assertThat(hits.get(1).score()).isCloseTo(0.6, within(1e-3));
        assertThat(hits.get(2).score()).isCloseTo(0, within(1e-5));
        assertThat(hits.get(3).score()).isCloseTo(-1, within(1e-5));
    }

    @Test
    void nearest_tiesByDocumentId() {
        apply(upsert("c", 1, 0, 0, 0), upsert("a", 1, 0, 0, 0), upsert("d", 1, 0, 0, 0), upsert("b", 1, 0, 0, 0));

        assertThat(nearest(query(unit(1, 0, 0, 0), null, 10, -1, false)))
                .extracting(hit -> hit.point().key().id())
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void nearest_limitAndMinScore() {
        apply(upsert("same", 1, 0, 0, 0), upsert("near", 3, 4, 0, 0), upsert("far", 0, 1, 0, 0));

        assertThat(nearest(query(unit(1, 0, 0, 0), null, 2, -1, false))).hasSize(2);
        assertThat(nearest(query(unit(1, 0, 0, 0), null, 10, 0.5, false))).hasSize(2);
        assertThat(nearest(query(unit(1, 0, 0, 0), null, 10, 0.601, false))).hasSize(1);
    }

    @Test
    void nearest_minScoreOne_findsCopies() {
        float[] vector = unit(0.123f, 0.456f, 0.789f, 0.321f);
        apply(upsert("copy", vector), upsert("near", 0.123f, 0.456f, 0.789f, 0.36f));

        assertThat(nearest(query(vector, null, 10, 1, false)))
                .extracting(hit -> hit.point().key().id())
                .containsExactly("copy");
    }

    @Test
    void nearest_tenantsNeverMeet() {
        apply(upsertOf("", "a"), upsertOf("t1", "a"), upsertOf("t2", "a"));

        assertThat(nearest(query(unit(1, 0, 0, 0), "t1", 10, -1, false)))
                .extracting(hit -> hit.point().key().tenant())
                .containsExactly("t1");
        assertThat(nearest(query(unit(1, 0, 0, 0), "", 10, -1, false)))
                .extracting(hit -> hit.point().key().tenant())
                .containsExactly("");
        assertThat(nearest(query(unit(1, 0, 0, 0), null, 10, -1, false)))
                .extracting(hit -> hit.point().key().tenant())
                .containsExactly("", "t1", "t2");
        assertThat(nearest(query(unit(1, 0, 0, 0), "t3", 10, -1, false))).isEmpty();
    }

    @Test
    void nearest_canonicalOnly() {
        apply(
                upsert("a", 1, 0, 0, 0),
                upsert("b", 1, 0, 0, 0),
                upsert("c", 1, 0, 0, 0),
                new Change.MarkDuplicate(key("b"), REPEATS_A),
                new Change.MarkDuplicate(key("c"), REPEATS_A),
                new Change.MarkDuplicate(key("c"), null));

        assertThat(nearest(query(unit(1, 0, 0, 0), "", 10, 0.9, true)))
                .extracting(hit -> hit.point().key().id())
                .containsExactly("a", "c");
        assertThat(nearest(query(unit(1, 0, 0, 0), "", 10, 0.9, false))).hasSize(3);
    }

    @Test
    void nearest_manyQueries_answeredInOrder() {
        List<Change> points = new ArrayList<>();
        List<NearestQuery> queries = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            float[] vector = {(float) Math.cos(i / 50.0), (float) Math.sin(i / 50.0), 0, 0};
            points.add(upsert("p" + i, vector));
            queries.add(query(vector, "", 1, -1, false));
        }
        apply(points.toArray(Change[]::new));

        List<List<Neighbour>> answers = store.nearest(queries);

        assertThat(answers).hasSize(300);
        for (int i = 0; i < 300; i++) {
            assertThat(answers.get(i)).hasSize(1);
            assertThat(answers.get(i).getFirst().point().key().id()).isEqualTo("p" + i);
        }
        assertThat(store.nearest(List.of())).isEmpty();
    }

    @Test
    void get_someMissing_oneTwice() {
        apply(upsert("a", 1, 0, 0, 0), upsert("b", 1, 0, 0, 0));

        assertThat(store.get(List.of(key("b"), key("none"), key("a"), key("b"))))
                .extracting(found -> found.map(point -> point.key().id()).orElse("-"))
                .containsExactly("b", "-", "a", "b");
        assertThat(store.get(List.of())).isEmpty();
    }

    @Test
    void all_moreThanAPage() {
        List<Change> points = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            points.add(upsert("p" + i, 1, i, 0, 0));
            ids.add("p" + i);
        }
        apply(points.toArray(Change[]::new));

        try (Stream<StoredPoint> all = store.all()) {
            assertThat(all.map(point -> point.key().id())).containsExactlyInAnyOrderElementsOf(ids);
        }
        assertThat(store.count()).isEqualTo(600);
    }

    @Test
    void all_empty() {
        try (Stream<StoredPoint> all = store.all()) {
            assertThat(all).isEmpty();
        }
        assertThat(store.count()).isZero();
    }

    @Test
    void duplicatesOf_withVectors_ofItsTenant() {
        apply(
                upsertOf("t1", "a"),
                upsertOf("t1", "b"),
                upsertOf("t1", "c"),
                upsertOf("t2", "a"),
                upsertOf("t2", "b"),
                new Change.MarkDuplicate(new DocumentKey("t1", "b"), REPEATS_A),
                new Change.MarkDuplicate(new DocumentKey("t1", "c"), new Duplicate("b", 1, Duplicate.Kind.EXACT)),
                new Change.MarkDuplicate(new DocumentKey("t2", "b"), REPEATS_A));

        try (Stream<Point> followers =
                store.duplicatesOf(List.of(new DocumentKey("t1", "a"), new DocumentKey("t1", "none")))) {
            assertThat(followers).singleElement().satisfies(point -> {
                assertThat(point.key()).isEqualTo(new DocumentKey("t1", "b"));
                assertThat(point.vector()).containsExactly(unit(1, 0, 0, 0), within(1e-5f));
                assertThat(point.text()).isEqualTo("same");
            });
        }
        try (Stream<Point> none = store.duplicatesOf(List.of())) {
            assertThat(none).isEmpty();
        }
    }

    @Test
    void health_up() {
        assertThat(store.health().up()).isTrue();
    }

    @Test
    void close_callsAfterwards() {
        store.close();

        assertThatIllegalStateException().isThrownBy(() -> store.count());
        assertThat(store.health().up()).isFalse();
    }

    protected final VectorStore client(CollectionSpec wanted) {
        VectorStore client = open(wanted);
        opened.add(client);
        return client;
    }

    private void apply(Change... changes) {
        assertThat(store.apply(List.of(changes))).isEqualTo(new StoreReply.Applied());
    }

    private Optional<StoredPoint> get(DocumentKey key) {
        return store.get(List.of(key)).getFirst();
    }

    private List<Neighbour> nearest(NearestQuery query) {
        return store.nearest(List.of(query)).getFirst();
    }

    private Map<String, Double> scores(float... vector) {
        return nearest(query(unit(vector), "", 100, 0.99, false)).stream()
                .collect(Collectors.toMap(hit -> hit.point().key().id(), Neighbour::score));
    }

    private static Condition<Double> is(double expected) {
        return new Condition<>(score -> Math.abs(score - expected) < 1e-5, "about " + expected);
    }

    private static NearestQuery query(
            float[] vector, @Nullable String tenant, int limit, double minScore, boolean canonicalOnly) {
        return new NearestQuery(vector, tenant, limit, minScore, canonicalOnly);
    }

    private static Change upsertOf(String tenant, String id) {
        return new Change.Upsert(point(new DocumentKey(tenant, id), NOON, "same", 1, 0, 0, 0));
    }
}
