package io.kalmstream.sinks;

import static io.kalmstream.sinks.Samples.NOON;
import static io.kalmstream.sinks.Samples.REPEATS_A;
import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.point;
import static io.kalmstream.sinks.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.embedded.TestingSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every {@link VectorStore} does when writes of one writer arrive in another order than they were made in. */
interface FenceContract extends OpenedStore {
    private static Fence at(long epoch, long sequence) {
        return new Fence("kalm/3", epoch, sequence);
    }

    private static Change version(String id, long version) {
        return new Change.Upsert(point(key(id), NOON, "version " + version, 1, (float) version, 0, 0));
    }

    private static Change describe(String id, long offset) {
        return new Change.SetAttributes(key(id), Map.of("offset", offset), NOON, new Point.Source("events", 3, offset));
    }

    private StoreReply apply(Fence fence, Change... changes) {
        return store().apply(fence, List.of(changes));
    }

    private String text(String id) {
        return get(key(id)).map(point -> String.valueOf(point.text())).orElse("gone");
    }

    @Test
    default void apply_fenceComesBack() {
        apply(at(1, 7), upsert("a", 1, 0, 0, 0), upsert("b", 1, 0, 0, 0));
        apply(at(2, 0), describe("b", 9));

        assertThat(get(key("a")).orElseThrow().fence()).isEqualTo(at(1, 7));
        assertThat(get(key("b")).orElseThrow().fence()).isEqualTo(at(2, 0));
    }

    @Test
    default void apply_largestFence_isComparedExactly() {
        Fence largest = at(Fence.MAX, Fence.MAX);
        apply(largest, version("a", 2));

        assertThat(apply(at(Fence.MAX, Fence.MAX - 1), version("a", 1))).isEqualTo(new StoreReply.Stale(largest));
        assertThat(apply(at(Fence.MAX - 1, Fence.MAX), version("a", 1))).isEqualTo(new StoreReply.Stale(largest));
        assertThat(apply(largest, version("a", 3))).isEqualTo(new StoreReply.Applied());
        assertThat(text("a")).isEqualTo("version 3");
    }

    @Test
    default void apply_replacedOwnersUpsert_isRefused_newPointsExcepted() {
        apply(at(2, 1), version("a", 2));

        StoreReply reply = apply(at(1, 99), version("a", 1), version("new", 1));

        assertThat(reply).isEqualTo(new StoreReply.Stale(at(2, 1)));
        assertThat(text("a")).isEqualTo("version 2");
        assertThat(text("new")).isEqualTo("version 1");
    }

    @Test
    default void apply_laterCallOvertakesEarlierOne_ofTheSameOwner() {
        apply(at(1, 5), version("a", 2));

        assertThat(apply(at(1, 4), version("a", 1))).isEqualTo(new StoreReply.Stale(at(1, 5)));
        assertThat(text("a")).isEqualTo("version 2");
    }

    @Test
    default void apply_repeatedCall_isApplied() {
        apply(at(1, 5), version("a", 1), version("a", 2));

        assertThat(apply(at(1, 5), version("a", 1), version("a", 2))).isEqualTo(new StoreReply.Applied());
        assertThat(text("a")).isEqualTo("version 2");
    }

    @Test
    default void apply_replacedOwnersDelete_isRefused() {
        apply(at(2, 1), version("a", 2));

        assertThat(apply(at(1, 2), new Change.Delete(key("a")))).isEqualTo(new StoreReply.Stale(at(2, 1)));
        assertThat(text("a")).isEqualTo("version 2");
        assertThat(apply(at(2, 2), new Change.Delete(key("a")))).isEqualTo(new StoreReply.Applied());
        assertThat(text("a")).isEqualTo("gone");
    }

    @Test
    default void apply_replacedOwnersAttributes_areRefused() {
        apply(at(2, 1), version("a", 2));

        assertThat(apply(at(1, 2), describe("a", 1))).isEqualTo(new StoreReply.Stale(at(2, 1)));
        assertThat(get(key("a")).orElseThrow().attributes()).isEqualTo(Map.of("colour", "red"));
    }

    @Test
    default void apply_upsertOlderThanAttributes_isRefused() {
        apply(at(1, 1), version("a", 1));
        apply(at(2, 1), describe("a", 8));

        assertThat(apply(at(1, 2), version("a", 0))).isEqualTo(new StoreReply.Stale(at(2, 1)));
        assertThat(get(key("a")).orElseThrow().attributes()).isEqualTo(Map.of("offset", 8L));
    }

    @Test
    default void apply_otherWriter_isNotCompared() {
        apply(at(9, 9), version("a", 1));

        assertThat(apply(new Fence("kalm/4", 1, 1), version("a", 2))).isEqualTo(new StoreReply.Applied());
        assertThat(text("a")).isEqualTo("version 2");
    }

    @Test
    default void apply_deleteThenReplacedOwnersUpsert_sweptByDeletingAgain() {
        apply(at(2, 1), version("a", 2), new Change.Delete(key("a")));
        // The store remembers nothing of what is gone: this one it cannot refuse.
        apply(at(1, 9), version("a", 1));
        assertThat(text("a")).isEqualTo("version 1");

        assertThat(apply(at(2, 2), new Change.DeleteOwn(key("a")))).isEqualTo(new StoreReply.Applied());

        assertThat(text("a")).isEqualTo("gone");
    }

    @Test
    default void apply_deleteOwn_sparesOtherWriters_andMissingOnes() {
        apply(at(2, 1), version("a", 1), version("b", 1));
        apply(new Fence("kalm/4", 1, 1), version("a", 2));

        assertThat(apply(
                        at(2, 2),
                        new Change.DeleteOwn(key("a")),
                        new Change.DeleteOwn(key("b")),
                        new Change.DeleteOwn(key("none"))))
                .isEqualTo(new StoreReply.Applied());

        assertThat(text("a")).isEqualTo("version 2");
        assertThat(text("b")).isEqualTo("gone");
    }

    @Test
    default void apply_deleteOwn_orderHolds_withinABatch() {
        apply(at(2, 1), version("a", 1), new Change.Delete(key("b")), new Change.DeleteOwn(key("a")), version("b", 1));

        assertThat(text("a")).isEqualTo("gone");
        assertThat(text("b")).isEqualTo("version 1");
    }

    @Test
    default void apply_replacedOwnersDeleteOwn_isRefused() {
        apply(at(2, 1), version("a", 2));

        assertThat(apply(at(1, 2), new Change.DeleteOwn(key("a")))).isEqualTo(new StoreReply.Stale(at(2, 1)));
        assertThat(text("a")).isEqualTo("version 2");
    }

    @Test
    default void apply_markOfAnotherText_doesNothing() {
        apply(at(1, 1), version("a", 1), version("b", 2));

        StoreReply reply = apply(
                at(1, 2),
                new Change.MarkDuplicate(key("b"), "hash of version 1", REPEATS_A),
                new Change.MarkDuplicate(key("a"), "hash of version 1", REPEATS_A));

        assertThat(reply).isEqualTo(new StoreReply.Applied());
        assertThat(get(key("b")).orElseThrow().duplicate()).isNull();
        assertThat(get(key("a")).orElseThrow().duplicate()).isEqualTo(REPEATS_A);
    }

    @Test
    default void apply_unmarkOfAnotherText_doesNothing() {
        apply(at(1, 1), version("a", 1), new Change.MarkDuplicate(key("a"), "hash of version 1", REPEATS_A));

        apply(at(1, 2), new Change.MarkDuplicate(key("a"), "hash of version 0", null));
        assertThat(get(key("a")).orElseThrow().duplicate()).isEqualTo(REPEATS_A);

        apply(at(1, 3), new Change.MarkDuplicate(key("a"), "hash of version 1", null));
        assertThat(get(key("a")).orElseThrow().duplicate()).isNull();
    }

    @Test
    default void apply_mark_leavesTheWritersFence() {
        apply(at(5, 1), version("a", 1));

        apply(new Fence("kalm/7", 9, 9), new Change.MarkDuplicate(key("a"), "hash of version 1", REPEATS_A));

        assertThat(get(key("a")).orElseThrow().duplicate()).isEqualTo(REPEATS_A);
        assertThat(apply(at(4, 1), version("a", 0))).isEqualTo(new StoreReply.Stale(at(5, 1)));
    }

    @Test
    default void apply_replacedOwnersMark_doesNothing() {
        apply(at(2, 1), version("a", 1));

        StoreReply reply = apply(at(1, 9), new Change.MarkDuplicate(key("a"), "hash of version 1", REPEATS_A));

        assertThat(reply).isEqualTo(new StoreReply.Applied());
        assertThat(get(key("a")).orElseThrow().duplicate()).isNull();
    }

    /**
     * One owner's calls cut one way, its successor's replay of them cut another way and going further, all of it arriving in any
     * order that each owner's requests can be delayed into: the successor's last version stays, and no version ever goes back.
     */
    @Test
    default void apply_replayWithOtherCuts_andLateCalls_lastVersionWins() {
        TestingSeed seed = TestingSeed.create();
        Random random = seed.random();
        for (int round = 0; round < 5; round++) {
            String prefix = "r" + round + "-";
            List<Call> calls = cut(random, prefix, 1, 30);
            List<Call> replay = cut(random, prefix, 2, 40);
            int taken = random.nextInt(calls.size());
            List<Call> arriving = new ArrayList<>(calls.subList(0, taken));
            List<Call> late = new ArrayList<>(calls.subList(taken, calls.size()));
            for (Call call : replay) {
                arriving.add(call);
                if (!late.isEmpty() && random.nextBoolean()) {
                    arriving.add(late.remove(random.nextInt(late.size())));
                }
            }
            arriving.addAll(late);
            Map<String, Fence> youngest = new TreeMap<>();
            for (Call call : arriving) {
                store().apply(call.fence(), call.changes());
                youngest.forEach((id, before) -> {
                    Fence now = get(key(id)).orElseThrow().fence();
                    assertThat(now != null && now.isOlderThan(before))
                            .as(seed.toString())
                            .isFalse();
                });
                call.changes()
                        .forEach(change -> youngest.put(
                                change.key().id(),
                                get(change.key()).orElseThrow().fence()));
            }
            for (int id = 0; id < 4; id++) {
                long last = 36L + id;
                assertThat(text(prefix + id)).as(seed.toString()).isEqualTo("version " + last);
            }
        }
    }

    /** Versions 0 to count, of four documents in turn, in calls of random size. */
    private static List<Call> cut(Random random, String prefix, long epoch, int count) {
        List<Call> calls = new ArrayList<>();
        for (int next = 0; next < count; ) {
            List<Change> changes = new ArrayList<>();
            for (int size = 1 + random.nextInt(7); size > 0 && next < count; size--, next++) {
                changes.add(version(prefix + next % 4, next));
            }
            calls.add(new Call(at(epoch, calls.size()), changes));
        }
        return calls;
    }

    record Call(Fence fence, List<Change> changes) {}
}
