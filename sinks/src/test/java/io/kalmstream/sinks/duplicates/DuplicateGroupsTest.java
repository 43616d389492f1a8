package io.kalmstream.sinks.duplicates;

import static io.kalmstream.sinks.Samples.NOON;
import static io.kalmstream.sinks.Samples.fence;
import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.testing.TestingVectorStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DuplicateGroupsTest {
    private final TestingVectorStore store = new TestingVectorStore(new CollectionSpec("c", 2, Samples.MODEL));
    private final DuplicateGroups groups =
            new DuplicateGroups(DuplicateStore.over(store, Samples::fence), new DuplicateRules(Policy.MARK, 0.9, 4));

    @BeforeEach
    void setUp() {
        store.ensureCollection();
    }

    @Test
    void update_laterRepeatsEarlier_inOneBatch() {
        List<Verdict> verdicts = arrive(at("late", 5, 0), at("early", 0, 10), at("other", 0, 90));

        assertThat(verdicts).singleElement().satisfies(verdict -> {
            assertThat(verdict.key()).isEqualTo(key("late"));
            assertThat(verdict.occurredAt()).isEqualTo(NOON.plusSeconds(5));
            Duplicate duplicate = verdict.duplicate();
            assertThat(duplicate).isNotNull();
            assertThat(duplicate.of()).isEqualTo("early");
            assertThat(duplicate.kind()).isEqualTo(Duplicate.Kind.NEAR);
            assertThat(duplicate.score()).isCloseTo(Math.cos(Math.toRadians(10)), within(1e-5));
        });
    }

    @Test
    void update_canonicalOfVeryMany_losesItsPlace_allFollowTheNewOne() {
        int copies = Regrouping.MOST_FOLLOWERS + 50;
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Upsert(at("leader", 10, 0)));
        for (int i = 0; i < copies; i++) {
            Point copy = point(key("copy" + i), NOON.plusSeconds(20 + i), "same", 1, 0);
            changes.add(new Change.Upsert(copy));
            changes.add(new Change.MarkDuplicate(
                    copy.key(), copy.textHash(), new Duplicate("leader", 1, Duplicate.Kind.NEAR)));
        }
        store.apply(fence(), changes);

        List<Verdict> verdicts = arrive(at("earlier", 0, 0));

        assertThat(verdicts).hasSize(1 + copies);
        assertThat(verdicts)
                .extracting(Verdict::duplicate)
                .extracting(duplicate -> duplicate == null ? "none" : duplicate.of())
                .containsOnly("earlier");
        assertThat(leader("leader")).isEqualTo("earlier");
    }

    @Test
    void update_sameTime_smallerIdLeads() {
        arrive(at("b", 0, 0), at("a", 0, 0));

        assertThat(leader("a")).isEqualTo("-");
        assertThat(leader("b")).isEqualTo("a");
    }

    @Test
    void update_sameText_isExact() {
        Point original = point(key("a"), NOON, "same", 1, 0);
        Point copy = point(key("b"), NOON.plusSeconds(1), "same", 1, 0);
        arrive(original, copy);

        assertThat(store.get(List.of(key("b"))).getFirst().orElseThrow().duplicate())
                .satisfies(duplicate ->
                        assertThat(duplicate).extracting(Duplicate::kind).isEqualTo(Duplicate.Kind.EXACT));
    }

    @Test
    void update_nearACanonicalOnly_notNearADuplicate() {
        // b is near a, c is near b but not near a: c does not hang on b, which is no canonical.
        arrive(at("a", 0, 0), at("b", 1, 20), at("c", 2, 40));

        assertThat(leader("b")).isEqualTo("a");
        assertThat(leader("c")).isEqualTo("-");
    }

    @Test
    void update_earlierArrivesLate_takesOverTheGroup() {
        arrive(at("b", 10, 0), at("c", 11, 2));
        assertThat(leader("c")).isEqualTo("b");

        List<Verdict> verdicts = arrive(at("a", 1, 1));

        assertThat(verdicts).extracting(Verdict::key).containsExactlyInAnyOrder(key("b"), key("c"));
        assertThat(leader("a")).isEqualTo("-");
        assertThat(leader("b")).isEqualTo("a");
        assertThat(leader("c")).isEqualTo("a");
    }

    @Test
    void update_leaderLost_notNearTheNewOne_isFree() {
        arrive(at("b", 10, 20), at("c", 11, 40), at("d", 12, 41));
        assertThat(leader("c")).isEqualTo("b");
        assertThat(leader("d")).isEqualTo("b");

        arrive(at("a", 1, 0));

        assertThat(leader("b")).isEqualTo("a");
        assertThat(leader("c")).isEqualTo("-");
        assertThat(leader("d")).isEqualTo("c");
    }

    @Test
    void update_canonicalRewritten_becomesDuplicate_followersGoAlong() {
        arrive(at("x", 0, 90), at("a", 1, 0), at("b", 2, 0));
        assertThat(leader("b")).isEqualTo("a");

        arrive(at("a", 3, 90));

        assertThat(leader("a")).isEqualTo("x");
        assertThat(leader("b")).isEqualTo("-");
    }

    @Test
    void update_tenantsNeverMeet() {
        List<Verdict> verdicts = arrive(
                point(new DocumentKey("t1", "a"), NOON, "same", 1, 0),
                point(new DocumentKey("t2", "b"), NOON, "same", 1, 0));

        assertThat(verdicts).isEmpty();
    }

    @Test
    void update_manyCopiesAtOnce_earliestLeadsThemAll() {
        // The earliest comes last by id: a search of few hits, ties by id, would never show it.
        List<Point> copies = new ArrayList<>();
        IntStream.range(0, 200).forEach(i -> copies.add(point(key("copy%03d".formatted(i)), NOON, "same", 1, 0)));
        copies.add(point(key("zzz"), NOON.minusSeconds(1), "same", 1, 0));
        IntStream.range(0, 50).forEach(i -> copies.add(at("near%02d".formatted(i), 1, 1)));

        List<Verdict> verdicts = arrive(copies.toArray(Point[]::new));

        assertThat(verdicts)
                .hasSize(250)
                .allSatisfy(verdict -> assertThat(verdict.duplicate())
                        .extracting(Duplicate::of)
                        .isEqualTo("zzz"));
    }

    @Test
    void update_replayed_decidesTheSame() {
        Point a = at("a", 0, 0);
        Point b = at("b", 1, 1);
        Point c = at("c", 2, 2);
        arrive(a, b, c);

        arrive(b);
        arrive(a, b, c);
        arrive(a);

        assertThat(List.of(leader("a"), leader("b"), leader("c"))).containsExactly("-", "a", "a");
    }

    @Test
    void update_switchedOff_asksNothing() {
        DuplicateGroups off =
                new DuplicateGroups(DuplicateStore.over(store, Samples::fence), new DuplicateRules(Policy.OFF, 0.9, 4));
        store.failNext(1, StoreException.Fault.BUG);

        assertThat(off.update(List.of(at("a", 0, 0)), List.of(key("b")))).isEmpty();
    }

    @Test
    void update_canonicalRemoved_earliestLeftLeads_theOthersFollowIt() {
        arrive(at("a", 0, 0), at("c", 2, 1), at("b", 1, 2), at("d", 3, 3));

        List<Verdict> verdicts = remove("a");

        assertThat(leader("b")).isEqualTo("-");
        assertThat(leader("c")).isEqualTo("b");
        assertThat(leader("d")).isEqualTo("b");
        assertThat(verdicts)
                .extracting(verdict -> verdict.key().id(), verdict -> verdict.duplicate() == null)
                .containsExactlyInAnyOrder(tuple("b", true), tuple("c", false), tuple("d", false));
    }

    @Test
    void update_duplicateRemoved_changesNothing() {
        arrive(at("a", 0, 0), at("b", 1, 1), at("c", 2, 2));

        assertThat(remove("b")).isEmpty();
        assertThat(leader("c")).isEqualTo("a");
    }

    @Test
    void update_freedDocument_takesOverLaterCanonicalsNearIt() {
        // b hangs on a; d is not near a, so it leads; without a, b leads, and d hangs on b, with what hung on d.
        arrive(at("a", 0, 0), at("b", 1, 20), at("d", 2, 40), at("e", 3, 60));
        assertThat(List.of(leader("b"), leader("d"), leader("e"))).containsExactly("a", "-", "d");

        remove("a");

        assertThat(List.of(leader("b"), leader("d"), leader("e"))).containsExactly("-", "b", "-");
    }

    @Test
    void update_attributesChanged_leaderStays() {
        arrive(at("a", 0, 0), at("b", 1, 0));
        store.apply(
                fence(),
                List.of(new Change.SetAttributes(
                        key("a"), Map.of(), NOON.plusSeconds(60), new Point.Source("events", 3, 43))));

        arrive(at("c", 30, 0));

        assertThat(List.of(leader("a"), leader("b"), leader("c"))).containsExactly("-", "a", "a");
    }

    @Test
    void update_tooLongAgo_isNoDuplicate() {
        DuplicateGroups hourly = new DuplicateGroups(
                DuplicateStore.over(store, Samples::fence),
                new DuplicateRules(Policy.MARK, 0.9, Duration.ofMinutes(60), 4));
        List<Point> points = List.of(at("a", 0, 0), at("b", 3600, 0), at("c", 3601, 0), at("d", 7300, 0));
        store.apply(fence(), points.stream().<Change>map(Change.Upsert::new).toList());

        hourly.update(points, List.of());

        // c is near b as well, but b leads nobody.
        assertThat(List.of(leader("a"), leader("b"), leader("c"), leader("d"))).containsExactly("-", "a", "-", "-");
    }

    @Test
    void update_originalsOfTwoTimesGoAtOnce_theirDuplicatesStayApart() {
        DuplicateGroups hourly = new DuplicateGroups(
                DuplicateStore.over(store, Samples::fence),
                new DuplicateRules(Policy.MARK, 0.9, Duration.ofMinutes(60), 4));
        List<Point> points = List.of(at("a", 0, 0), at("b", 100, 0), at("c", 7000, 0), at("d", 7100, 0));
        store.apply(fence(), points.stream().<Change>map(Change.Upsert::new).toList());
        hourly.update(points, List.of());
        assertThat(List.of(leader("b"), leader("d"))).containsExactly("a", "c");

        store.apply(fence(), List.of(new Change.Delete(key("a")), new Change.Delete(key("c"))));
        hourly.update(List.of(), List.of(key("a"), key("c")));

        assertThat(List.of(leader("b"), leader("d"))).containsExactly("-", "-");
    }

    @Test
    void update_cutOffAfterTheMarks_repeatedLater_finishes() {
        arrive(at("b", 10, 0), at("c", 11, 2));
        store.apply(fence(), List.of(new Change.Upsert(at("a", 1, 1))));
        store.apply(
                fence(),
                List.of(new Change.MarkDuplicate(
                        key("b"), "hash of text of b", new Duplicate("a", 1, Duplicate.Kind.NEAR))));

        List<Verdict> verdicts = arrive(at("a", 1, 1));

        assertThat(List.of(leader("a"), leader("b"), leader("c"))).containsExactly("-", "a", "a");
        // Nobody may have been told of b's mark: the transaction with it has ended with the process.
        assertThat(verdicts).extracting(Verdict::key).containsExactlyInAnyOrder(key("b"), key("c"));
    }

    private List<Verdict> remove(String id) {
        store.apply(fence(), List.of(new Change.Delete(key(id))));
        return groups.update(List.of(), List.of(key(id)));
    }

    private List<Verdict> arrive(Point... points) {
        store.apply(
                fence(),
                List.of(points).stream().<Change>map(Change.Upsert::new).toList());
        return groups.update(List.of(points), List.of());
    }

    private String leader(String id) {
        Duplicate duplicate =
                store.get(List.of(key(id))).getFirst().orElseThrow().duplicate();
        return duplicate == null ? "-" : duplicate.of();
    }

    private static Point at(String id, int second, double degrees) {
        double angle = Math.toRadians(degrees);
        return point(
                key(id), NOON.plusSeconds(second), "text of " + id, (float) Math.cos(angle), (float) Math.sin(angle));
    }
}
