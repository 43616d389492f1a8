package io.kalmstream.sinks;

import static io.kalmstream.sinks.Samples.NOON;
import static io.kalmstream.sinks.Samples.REPEATS_A;
import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.point;
import static io.kalmstream.sinks.Samples.textHash;
import static io.kalmstream.sinks.Samples.unit;
import static io.kalmstream.sinks.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link VectorStore} answers. */
interface ReadingContract extends OpenedStore {
    @Test
    default void nearest_scoreIsCosine_bestFirst() {
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
    default void nearest_tiesByDocumentId() {
        apply(upsert("c", 1, 0, 0, 0), upsert("a", 1, 0, 0, 0), upsert("d", 1, 0, 0, 0), upsert("b", 1, 0, 0, 0));

        assertThat(nearest(query(unit(1, 0, 0, 0), null, 10, -1, false)))
                .extracting(hit -> hit.point().key().id())
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    default void nearest_limitAndMinScore() {
        apply(upsert("same", 1, 0, 0, 0), upsert("near", 3, 4, 0, 0), upsert("far", 0, 1, 0, 0));

        assertThat(nearest(query(unit(1, 0, 0, 0), null, 2, -1, false))).hasSize(2);
        assertThat(nearest(query(unit(1, 0, 0, 0), null, 10, 0.5, false))).hasSize(2);
        assertThat(nearest(query(unit(1, 0, 0, 0), null, 10, 0.601, false))).hasSize(1);
    }

    @Test
    default void nearest_minScoreOne_findsCopies() {
        float[] vector = unit(0.123f, 0.456f, 0.789f, 0.321f);
        apply(upsert("copy", vector), upsert("near", 0.123f, 0.456f, 0.789f, 0.36f));

        assertThat(nearest(query(vector, null, 10, 1, false)))
                .extracting(hit -> hit.point().key().id())
                .containsExactly("copy");
    }

    @Test
    default void nearest_tenantsNeverMeet() {
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
    default void nearest_canonicalOnly() {
        apply(
                upsert("a", 1, 0, 0, 0),
                upsert("b", 1, 0, 0, 0),
                upsert("c", 1, 0, 0, 0),
                new Change.MarkDuplicate(key("b"), textHash("b"), REPEATS_A),
                new Change.MarkDuplicate(key("c"), textHash("c"), REPEATS_A),
                new Change.MarkDuplicate(key("c"), textHash("c"), null));

        assertThat(nearest(query(unit(1, 0, 0, 0), "", 10, 0.9, true)))
                .extracting(hit -> hit.point().key().id())
                .containsExactly("a", "c");
        assertThat(nearest(query(unit(1, 0, 0, 0), "", 10, 0.9, false))).hasSize(3);
    }

    @Test
    default void nearest_ofATime_bothEndsIncluded_attributesDoNotMoveIt() {
        for (int second = 0; second < 5; second++) {
            apply(new Change.Upsert(point(key("s" + second), NOON.plusSeconds(second), "same", 1, 0, 0, 0)));
        }
        apply(new Change.SetAttributes(
                key("s1"), Map.of("colour", "blue"), NOON.plusSeconds(90), new Point.Source("events", 3, 43)));

        TimeRange time = new TimeRange(NOON.plusSeconds(1), NOON.plusSeconds(3));

        assertThat(nearest(new NearestQuery(unit(1, 0, 0, 0), "", 10, -1, false, time)))
                .extracting(hit -> hit.point().key().id())
                .containsExactly("s1", "s2", "s3");
        StoredPoint moved = get(key("s1")).orElseThrow();
        assertThat(moved.occurredAt()).isEqualTo(NOON.plusSeconds(90));
        assertThat(moved.textAt()).isEqualTo(NOON.plusSeconds(1));
        TimeRange ever = TimeRange.around(NOON, Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(nearest(new NearestQuery(unit(1, 0, 0, 0), "", 10, -1, false, ever)))
                .hasSize(5);
    }

    @Test
    default void nearest_manyQueries_answeredInOrder() {
        List<Change> points = new ArrayList<>();
        List<NearestQuery> queries = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            float[] vector = {(float) Math.cos(i / 50.0), (float) Math.sin(i / 50.0), 0, 0};
            points.add(upsert("p" + i, vector));
            queries.add(query(vector, "", 1, -1, false));
        }
        apply(points.toArray(Change[]::new));

        List<List<Neighbour>> answers = store().nearest(queries);

        assertThat(answers).hasSize(300);
        for (int i = 0; i < 300; i++) {
            assertThat(answers.get(i)).hasSize(1);
            assertThat(answers.get(i).getFirst().point().key().id()).isEqualTo("p" + i);
        }
        assertThat(store().nearest(List.of())).isEmpty();
    }

    @Test
    default void get_someMissing_oneTwice() {
        apply(upsert("a", 1, 0, 0, 0), upsert("b", 1, 0, 0, 0));

        assertThat(store().get(List.of(key("b"), key("none"), key("a"), key("b"))))
                .extracting(found -> found.map(point -> point.key().id()).orElse("-"))
                .containsExactly("b", "-", "a", "b");
        assertThat(store().get(List.of())).isEmpty();
    }

    @Test
    default void all_moreThanAPage() {
        List<Change> points = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            points.add(upsert("p" + i, 1, i, 0, 0));
            ids.add("p" + i);
        }
        apply(points.toArray(Change[]::new));

        try (Stream<StoredPoint> all = store().all()) {
            assertThat(all.map(point -> point.key().id())).containsExactlyInAnyOrderElementsOf(ids);
        }
        assertThat(store().count()).isEqualTo(600);
    }

    @Test
    default void all_empty() {
        try (Stream<StoredPoint> all = store().all()) {
            assertThat(all).isEmpty();
        }
        assertThat(store().count()).isZero();
    }

    @Test
    default void duplicatesOf_withVectors_withoutTexts_ofItsTenant() {
        apply(
                upsertOf("t1", "a"),
                upsertOf("t1", "b"),
                upsertOf("t1", "c"),
                upsertOf("t2", "a"),
                upsertOf("t2", "b"),
                new Change.MarkDuplicate(new DocumentKey("t1", "b"), "hash of same", REPEATS_A),
                new Change.MarkDuplicate(
                        new DocumentKey("t1", "c"), "hash of same", new Duplicate("b", 1, Duplicate.Kind.EXACT)),
                new Change.MarkDuplicate(new DocumentKey("t2", "b"), "hash of same", REPEATS_A));

        try (Stream<StoredVector> followers =
                store().duplicatesOf(List.of(new DocumentKey("t1", "a"), new DocumentKey("t1", "none")))) {
            assertThat(followers).singleElement().satisfies(found -> {
                StoredPoint point = found.point();
                assertThat(point.key()).isEqualTo(new DocumentKey("t1", "b"));
                assertThat(point.duplicate()).isEqualTo(REPEATS_A);
                assertThat(found.vector()).containsExactly(unit(1, 0, 0, 0), within(1e-5f));
                assertThat(point.text()).isNull();
                assertThat(point.textHash()).isEqualTo("hash of same");
            });
        }
        try (Stream<StoredVector> none = store().duplicatesOf(List.of())) {
            assertThat(none).isEmpty();
        }
    }
}
