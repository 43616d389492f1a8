package io.kalmstream.sinks;

import static io.kalmstream.sinks.Samples.NOON;
import static io.kalmstream.sinks.Samples.REPEATS_A;
import static io.kalmstream.sinks.Samples.fence;
import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.point;
import static io.kalmstream.sinks.Samples.textHash;
import static io.kalmstream.sinks.Samples.unit;
import static io.kalmstream.sinks.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link VectorStore} makes of changes. */
interface WritingContract extends OpenedStore {
    @Test
    default void apply_nothing() {
        assertThat(store().apply(fence(), List.of())).isEqualTo(new StoreReply.Applied());
    }

    @Test
    default void apply_upsert_everyFieldComesBack() {
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

        Fence fence = fence();
        store().apply(fence, List.of(new Change.Upsert(point)));

        assertThat(get(key))
                .contains(new StoredPoint(
                        key,
                        point.text(),
                        "c0ffee",
                        Samples.MODEL,
                        attributes,
                        occurredAt,
                        occurredAt,
                        new Point.Source("events", 7, 1L << 40),
                        null,
                        fence));
    }

    @Test
    default void apply_upsert_replacesWhole() {
        apply(upsert("a", 1, 0, 0, 0), new Change.MarkDuplicate(key("a"), textHash("a"), REPEATS_A));
        Point bare = new Point(
                key("a"), unit(0, 1, 0, 0), null, "h2", Samples.MODEL, Map.of(), NOON, new Point.Source("t", 0, 1));

        Fence fence = fence();
        store().apply(fence, List.of(new Change.Upsert(bare)));

        assertThat(get(key("a")))
                .contains(new StoredPoint(
                        key("a"),
                        null,
                        "h2",
                        Samples.MODEL,
                        Map.of(),
                        NOON,
                        NOON,
                        new Point.Source("t", 0, 1),
                        null,
                        fence));
        assertThat(scores(0, 1, 0, 0)).containsOnlyKeys("a").hasEntrySatisfying("a", is(1));
    }

    @Test
    default void apply_sameKeyTwice_lastWins() {
        apply(upsert("a", 1, 0, 0, 0), upsert("b", 0, 0, 1, 0), upsert("a", 0, 1, 0, 0));

        assertThat(scores(0, 1, 0, 0)).hasEntrySatisfying("a", is(1));
        assertThat(store().count()).isEqualTo(2);
    }

    @Test
    default void apply_orderHolds_withinABatch() {
        apply(
                upsert("gone", 1, 0, 0, 0),
                new Change.Delete(key("gone")),
                new Change.Delete(key("back")),
                upsert("back", 1, 0, 0, 0),
                upsert("marked", 1, 0, 0, 0),
                new Change.MarkDuplicate(key("marked"), textHash("marked"), REPEATS_A),
                new Change.MarkDuplicate(key("replaced"), textHash("replaced"), REPEATS_A),
                upsert("replaced", 1, 0, 0, 0));

        assertThat(get(key("gone"))).isEmpty();
        assertThat(get(key("back"))).isPresent();
        assertThat(get(key("marked")).orElseThrow().duplicate()).isEqualTo(REPEATS_A);
        assertThat(get(key("replaced")).orElseThrow().duplicate()).isNull();
    }

    @Test
    default void apply_delete_ofMissing() {
        apply(new Change.Delete(key("never")), upsert("a", 1, 0, 0, 0));

        assertThat(store().count()).isEqualTo(1);
    }

    @Test
    default void apply_delete_onlyOfItsTenant() {
        apply(upsertOf("t1", "a"), upsertOf("t2", "a"));

        apply(new Change.Delete(new DocumentKey("t1", "a")));

        assertThat(get(new DocumentKey("t1", "a"))).isEmpty();
        assertThat(get(new DocumentKey("t2", "a"))).isPresent();
    }

    @Test
    default void apply_setAttributes_keepsVectorTextAndMark() {
        Instant later = NOON.plusSeconds(5);
        apply(
                upsert("a", 1, 0, 0, 0),
                upsert("b", 1, 0, 0, 0),
                new Change.MarkDuplicate(key("b"), textHash("b"), REPEATS_A));

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
    default void apply_attributesOfMissingPoints_areReported() {
        apply(upsert("gone", 1, 0, 0, 0));

        StoreReply reply = store().apply(
                        fence(),
                        List.of(
                                describe("none"),
                                upsert("a", 1, 0, 0, 0),
                                describe("a"),
                                describe("made later"),
                                upsert("made later", 1, 0, 0, 0),
                                describe("gone"),
                                new Change.Delete(key("gone")),
                                new Change.Delete(key("gone before")),
                                describe("gone before")));

        assertThat(reply).isEqualTo(new StoreReply.Missing(List.of(0, 8), List.of()));
        assertThat(get(key("none"))).isEmpty();
        assertThat(get(key("a")).orElseThrow().attributes()).isEqualTo(Map.of("x", 1L));
    }

    @Test
    default void apply_attributesOfMissingPoints_besideABadRow() {
        StoreReply reply = store().apply(fence(), List.of(upsert("bad", 1, 0, 0), describe("none")));

        assertThat(reply).isInstanceOfSatisfying(StoreReply.Missing.class, missing -> {
            assertThat(missing.indexes()).containsExactly(1);
            assertThat(missing.refused())
                    .extracting(StoreReply.Refused.Row::index)
                    .containsExactly(0);
        });
    }

    private static Change describe(String id) {
        return new Change.SetAttributes(key(id), Map.of("x", 1L), NOON, new Point.Source("events", 0, 1));
    }

    @Test
    default void apply_marksOfMissingPoints_doNothing() {
        apply(
                new Change.MarkDuplicate(key("none"), textHash("none"), REPEATS_A),
                new Change.MarkDuplicate(key("none"), textHash("none"), null),
                upsert("a", 1, 0, 0, 0));

        assertThat(get(key("none"))).isEmpty();
        assertThat(store().count()).isEqualTo(1);
    }

    @Test
    default void apply_markDuplicate_setAndClear() {
        apply(upsert("a", 1, 0, 0, 0), upsert("b", 1, 0, 0, 0), upsert("c", 1, 0, 0, 0));

        apply(
                new Change.MarkDuplicate(key("b"), textHash("b"), REPEATS_A),
                new Change.MarkDuplicate(key("c"), textHash("c"), REPEATS_A));
        assertThat(get(key("b")).orElseThrow().duplicate()).isEqualTo(REPEATS_A);

        Duplicate exact = new Duplicate("a", 1.0, Duplicate.Kind.EXACT);
        apply(
                new Change.MarkDuplicate(key("b"), textHash("b"), null),
                new Change.MarkDuplicate(key("c"), textHash("c"), exact));
        assertThat(get(key("b")).orElseThrow().duplicate()).isNull();
        assertThat(get(key("c")).orElseThrow().duplicate()).isEqualTo(exact);
    }

    @Test
    default void apply_badRow_isRefusedAlone() {
        StoreReply reply = store().apply(
                        fence(), List.of(upsert("a", 1, 0, 0, 0), upsert("bad", 1, 0, 0), upsert("c", 0, 1, 0, 0)));

        assertThat(reply).isInstanceOfSatisfying(StoreReply.Refused.class, refused -> {
            assertThat(refused.rows()).extracting(StoreReply.Refused.Row::index).containsExactly(1);
            assertThat(refused.rows().getFirst().reason()).contains("3").contains("4");
        });
        assertThat(store().get(List.of(key("a"), key("bad"), key("c"))))
                .extracting(Optional::isPresent)
                .containsExactly(true, false, true);
    }
}
