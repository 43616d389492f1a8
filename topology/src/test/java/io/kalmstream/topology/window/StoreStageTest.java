package io.kalmstream.topology.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.duplicates.DuplicateStore;
import io.kalmstream.sinks.duplicates.Policy;
import io.kalmstream.sinks.duplicates.Verdict;
import io.kalmstream.sinks.testing.TestingVectorStore;
import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.TextHash;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StoreStageTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ModelCard MODEL = new ModelCard("testing", "1", 2, 100);
    private static final EncodeOutcome VECTOR = new EncodeOutcome.Encoded(new float[] {1, 0}, 3, false);
    private static final String TEXT_HASH = TextHash.of("some words");
    /** Outages: some after the changes were taken apart. */
    private static final int HEALED_AFTER = 8;

    private static final DocumentKey A = new DocumentKey("", "a");
    private static final DocumentKey B = new DocumentKey("", "b");

    private final StoreBreaker breaker =
            new StoreBreaker(() -> new VectorStore.Health(true, "up"), _ -> {}, Runnable::run, () -> 0);
    private final TestingVectorStore store = new TestingVectorStore(new CollectionSpec("documents", 2, MODEL.stamp()));
    private final List<List<Point>> asked = new ArrayList<>();
    private final List<List<DocumentKey>> gone = new ArrayList<>();
    private List<Verdict> verdicts = List.of();
    private Policy policy = Policy.MARK;
    private List<DocumentKey> again = List.of();
    private long sequence;

    @BeforeEach
    void create() {
        store.ensureCollection();
    }

    @Test
    void run_keepsOrderAndLeavesFailedRowsOut() {
        StoredWindow stored = run(
                List.of(
                        encode(A, 0),
                        new Work.Remove(Rows.row(new Decoded.Deletion("c", "")), new DocumentKey("", "c")),
                        encode(B, 1)),
                List.of(VECTOR, new EncodeOutcome.Rejected(EncodeOutcome.Rejected.Cause.TEXT, "too odd")));

        assertThat(store.calls()).hasSize(1);
        assertThat(store.history()).extracting(Change::key).containsExactly(A, new DocumentKey("", "c"));
        assertThat(stored.failures()).isEqualTo(Map.of(2, new Failure(FailureCode.ENCODER_REJECTED, "too odd")));
        assertThat(stored.at()).isEqualTo(NOW);
    }

    @Test
    void run_marksDuplicatesOfWhatWasStored() {
        store.refuse(B, "not this one");
        Verdict verdict = new Verdict(A, TEXT_HASH, new Duplicate("z", 0.97, Duplicate.Kind.NEAR), NOW);
        verdicts = List.of(verdict);

        StoredWindow stored = run(List.of(encode(A, 0), encode(B, 0)), List.of(VECTOR));

        assertThat(asked)
                .singleElement()
                .satisfies(points -> assertThat(points).extracting(Point::key).containsExactly(A));
        assertThat(store.history()).last().isEqualTo(verdict.change());
        assertThat(stored.verdicts()).containsExactly(verdict);
        assertThat(stored.failures()).isEqualTo(Map.of(1, new Failure(FailureCode.STORE_REFUSED, "not this one")));
    }

    @Test
    void run_forgetsMarkTheStoreRefuses() {
        DocumentKey older = new DocumentKey("", "older");
        store.refuse(older, "not this one");
        verdicts = List.of(new Verdict(older, TEXT_HASH, new Duplicate("a", 1, Duplicate.Kind.EXACT), NOW));

        StoredWindow stored = run(List.of(encode(A, 0)), List.of(VECTOR));

        assertThat(stored.verdicts()).isEmpty();
        assertThat(stored.failures()).isEmpty();
    }

    @Test
    void run_whatIsGone_isSaid() {
        again = List.of(B);
        Work delete = new Work.Remove(Rows.row(new Decoded.Deletion("c", "")), new DocumentKey("", "c"));

        run(List.of(encode(A, 0), delete), List.of(VECTOR));

        assertThat(gone)
                .singleElement()
                .satisfies(keys -> assertThat(keys).containsExactlyInAnyOrder(B, new DocumentKey("", "c")));
    }

    @Test
    void run_duplicatesAreSkipped_theWindowsOwnOnly() {
        policy = Policy.SKIP;
        DocumentKey older = new DocumentKey("", "older");
        verdicts = List.of(
                new Verdict(B, TEXT_HASH, new Duplicate("a", 1, Duplicate.Kind.EXACT), NOW),
                new Verdict(older, TEXT_HASH, new Duplicate("a", 1, Duplicate.Kind.EXACT), NOW));

        StoredWindow stored = run(List.of(encode(A, 0), encode(B, 0)), List.of(VECTOR));

        assertThat(stored.skipped()).containsExactly(1);
        assertThat(stored.failures()).isEmpty();
        assertThat(stored.verdicts()).isEqualTo(verdicts);
        assertThat(store.history()).last().isEqualTo(new Change.Delete(B));
        assertThat(store.point(A)).isPresent();
        assertThat(store.point(B)).isEmpty();
    }

    @Test
    void run_documentToDescribeIsMissing_isNoFailure() {
        Row row = Rows.document(B, "some words");
        Decoded.Document document = (Decoded.Document) row.decoded();
        Work describe = new Work.Describe(row, document, Fingerprint.of(document, MODEL.stamp(), "collection", 0));

        StoredWindow stored = run(
                List.of(encode(new DocumentKey("", "rejected"), 1), encode(A, 0), describe),
                List.of(VECTOR, new EncodeOutcome.Rejected(EncodeOutcome.Rejected.Cause.TEXT, "too odd")));

        assertThat(stored.missing()).containsExactly(2);
        assertThat(stored.failures()).containsOnlyKeys(0);
        assertThat(store.point(B)).isEmpty();
    }

    @Test
    void run_everyCallIsYoungerThanTheOneBefore() {
        verdicts = List.of(new Verdict(A, TEXT_HASH, new Duplicate("z", 0.97, Duplicate.Kind.NEAR), NOW));
        again = List.of(B);

        run(List.of(encode(A, 0)), List.of(VECTOR));
        run(List.of(encode(A, 0)), List.of(VECTOR));

        assertThat(store.writes())
                .extracting(write -> write.fence().sequence())
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(store.calls().getFirst()).containsExactly(new Change.DeleteOwn(B));
    }

    @Test
    void run_storeDown_isRepeatedWhenItIsUp() {
        store.failNext(3, StoreException.Fault.WORLD);
        List<String> told = new ArrayList<>();
        breaker.listen(new StoreBreaker.Listener() {
            @Override
            public void opened(String why) {
                told.add(why);
            }

            @Override
            public void closed() {
                told.add("closed");
            }
        });

        StoredWindow stored = run(List.of(encode(A, 0)), List.of(VECTOR));

        assertThat(stored.failures()).isEmpty();
        assertThat(store.point(A)).isPresent();
        assertThat(told).as("the fault").hasSize(6).element(1).isEqualTo("closed");
        assertThat(breaker.openBecause()).isEmpty();
    }

    @Test
    void run_changeThatTheStoreFailsOn_isRefusedAlone() {
        store.failOn(B);
        List<String> opened = outages();

        StoredWindow stored = run(
                List.of(encode(A, 0), encode(key("c"), 0), encode(B, 0), encode(key("d"), 0), encode(key("e"), 0)),
                List.of(VECTOR));

        assertThat(opened).as("the fault").hasSize(5);
        assertThat(stored.failures()).containsOnlyKeys(2).hasEntrySatisfying(2, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.STORE_REFUSED);
            assertThat(failure.reason()).contains("alone").contains("scripted");
        });
        assertThat(store.count()).isEqualTo(4);
        assertThat(asked).singleElement().satisfies(points -> assertThat(points).hasSize(4));
        assertThat(breaker.openBecause()).isEmpty();
    }

    @Test
    void run_otherKindsPassOnly_noChangeIsBlamed() {
        store.failOn(A);
        List<String> opened = outages();
        Work delete = new Work.Remove(Rows.row(new Decoded.Deletion("b", "")), B);

        StoredWindow stored = run(List.of(encode(A, 0), delete), List.of(VECTOR));

        assertThat(opened).as("the fault").hasSize(HEALED_AFTER);
        assertThat(stored.failures()).isEmpty();
        assertThat(store.point(A)).isPresent();
    }

    @Test
    void run_storeFailsOnMostThoughUp_isWaitedFor_noChangeIsBlamed() {
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            works.add(encode(key("k" + i), 0));
            if (i % 2 == 0) {
                store.failOn(key("k" + i));
            }
        }
        List<String> opened = outages();

        StoredWindow stored = run(works, List.of(VECTOR));

        assertThat(opened).as("the fault").hasSize(HEALED_AFTER);
        assertThat(stored.failures()).isEmpty();
        assertThat(store.count()).isEqualTo(8);
        assertThat(breaker.openBecause()).isEmpty();
    }

    /** The last of them ends with a store that is well. */
    private List<String> outages() {
        List<String> opened = new ArrayList<>();
        breaker.listen(new StoreBreaker.Listener() {
            @Override
            public void opened(String why) {
                opened.add(why);
                if (opened.size() == HEALED_AFTER) {
                    store.heal();
                }
            }
        });
        return opened;
    }

    private static DocumentKey key(String id) {
        return new DocumentKey("", id);
    }

    @Test
    void run_replyLost_isRepeated() {
        store.loseReplies(1);

        run(List.of(encode(A, 0)), List.of(VECTOR));

        assertThat(store.calls()).as("applied twice").hasSize(2);
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void run_storeRefusesOurSettings_fails() {
        store.failNext(1, StoreException.Fault.CONFIGURATION);

        assertThatThrownBy(() -> run(List.of(encode(A, 0)), List.of(VECTOR))).isInstanceOf(StoreException.class);
        assertThat(breaker.openBecause()).isEmpty();
    }

    @Test
    void run_youngerWriteThere_settlesNothing() {
        Fence younger = new Fence("kalm/0", 6, 0);
        store.apply(
                younger,
                List.of(new Change.Upsert(new Point(
                        A,
                        new float[] {1, 0},
                        null,
                        TEXT_HASH,
                        MODEL.stamp(),
                        Map.of(),
                        NOW,
                        new Point.Source("t", 0, 0)))));

        assertThatThrownBy(() -> run(List.of(encode(A, 0)), List.of(VECTOR)))
                .isInstanceOfSatisfying(
                        StaleWriteException.class,
                        stale -> assertThat(stale.younger()).isEqualTo(younger));
        assertThat(asked).isEmpty();
    }

    private StoredWindow run(List<Work> works, List<EncodeOutcome> outcomes) {
        StoreGate gate = new StoreGate();
        StoreCalls calls = new StoreCalls(store, gate, breaker, () -> new Fence("kalm/0", 5, sequence++));
        DuplicateStore groups = new CalledDuplicateStore(calls);
        StoreStage stage = new StoreStage(
                calls,
                (points, removed) -> {
                    asked.add(points);
                    gone.add(removed);
                    Set<DocumentKey> refused =
                            groups.mark(verdicts.stream().map(Verdict::change).toList());
                    return verdicts.stream()
                            .filter(verdict -> !refused.contains(verdict.key()))
                            .toList();
                },
                policy,
                new ChangeWriter(MODEL, true),
                gate,
                breaker,
                _ -> {},
                InstantSource.fixed(NOW));
        return stage.run(new WindowPlan(works, List.of(), Map.of(), List.of(), List.of(), again), outcomes);
    }

    private static Work encode(DocumentKey key, int text) {
        Row row = Rows.document(key, "some words");
        Decoded.Document document = (Decoded.Document) row.decoded();
        return new Work.Encode(row, document, Fingerprint.of(document, MODEL.stamp(), "collection", 0), text);
    }
}
