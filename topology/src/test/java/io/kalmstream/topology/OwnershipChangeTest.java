package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.testing.TestingVectorStore;
import io.kalmstream.sinks.testing.Write;
import io.kalmstream.topology.window.NotOwnerException;
import io.kalmstream.topology.window.Settlement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition changes hands, and the one who had it does not know. */
final class OwnershipChangeTest {
    private static final Duration SESSION = PipelineDriver.OWNER.maxAway();

    @TempDir
    Path state;

    private final TestingVectorStore store = PipelineDriver.newStore();

    @Test
    void write_nothingBeforeTheClaimIsCommitted() {
        try (PipelineDriver pipeline = new PipelineDriver(state, PipelineDriver.settings(), store, new SteppedTime())) {
            pipeline.send("a", "hello");
            pipeline.sendRaw(null, new byte[] {1}, Map.of());
            pipeline.advance(PipelineDriver.MAX_AGE);
            pipeline.advance(PipelineDriver.MAX_AGE);
            assertThat(pipeline.pending()).hasSize(2);
            assertThat(pipeline.listener.closed()).isEmpty();

            pipeline.commit();
            pipeline.advance(PipelineDriver.MAX_AGE);
            pipeline.drain();

            assertThat(pipeline.text("a")).isEqualTo("hello");
            assertThat(pipeline.listener.outcomes()).containsExactly(Settlement.UPSERTED, Settlement.DEAD_LETTERED);
        }
    }

    @Test
    void writes_ofOneOwner_growYounger_andOfTheNextOwnerToo() {
        try (PipelineDriver first = open("1")) {
            first.send("a", "one");
            first.drain();
            first.send("a", "two");
            first.drain();
        }
        // The state is lost: only the clock is left to tell the owners apart.
        SteppedTime later = new SteppedTime();
        later.advance(Duration.ofMillis(1));
        try (PipelineDriver second = new PipelineDriver(state.resolve("2"), PipelineDriver.settings(), store, later)) {
            second.commit();
            second.send("a", "three");
            second.advance(Duration.ZERO);
            second.drain();
            assertThat(second.text("a")).isEqualTo("three");
        }

        List<Fence> fences = store.writes().stream().map(Write::fence).toList();
        assertThat(fences).hasSizeGreaterThanOrEqualTo(3);
        for (int i = 1; i < fences.size(); i++) {
            assertThat(fences.get(i - 1).isOlderThan(fences.get(i))).isTrue();
        }
    }

    @Test
    void staleWrite_settlesNothing_andFailsTheTask() {
        PipelineDriver zombie = open("1");
        zombie.send("a", "old");
        takeOver("a", "new");

        assertThatThrownBy(zombie::drain).hasRootCauseInstanceOf(NotOwnerException.class);

        assertThat(store.point(key("a")).orElseThrow().text()).isEqualTo("new");
        assertThat(zombie.listener.stale()).hasSize(1);
        assertThat(zombie.listener.byOffset()).isEmpty();
        assertThat(zombie.pending()).hasSize(1);
        assertThat(zombie.letters()).isEmpty();
        zombie.close();
    }

    @Test
    void staleDelete_isRefused() {
        PipelineDriver zombie = open("1");
        zombie.send("a", "old");
        zombie.drain();
        zombie.delete("a");
        takeOver("a", "new");

        assertThatThrownBy(zombie::drain).hasRootCauseInstanceOf(NotOwnerException.class);

        assertThat(store.point(key("a")).orElseThrow().text()).isEqualTo("new");
        zombie.close();
    }

    @Test
    void streamThreadAwayForASession_writesNothingMore() {
        PipelineDriver away = open("1");
        away.send("a", "hello");

        assertThatThrownBy(() -> away.advance(SESSION.plusMillis(1))).hasRootCauseInstanceOf(NotOwnerException.class);

        assertThat(store.history()).isEmpty();
        away.close();
    }

    @Test
    void deletedDocument_broughtBackByAnEarlierOwner_isDeletedAgain() {
        try (PipelineDriver owner = open("1")) {
            owner.send("a", "hello");
            owner.delete("a");
            owner.send("b", "deleted and made again");
            owner.delete("b");
            owner.drain();
            owner.send("b", "deleted and made again");
            owner.drain();
            lateUpsert("a");
            lateUpsert("b");
            assertThat(store.point(key("a"))).as("the fault").isPresent();

            pass(owner, SESSION);

            assertThat(store.point(key("a"))).isEmpty();
            assertThat(owner.text("b")).isEqualTo("deleted and made again");
        }
    }

    @Test
    void tombstone_isKeptForItsTime_andSweptAtItsEnd() {
        try (PipelineDriver owner = open("1")) {
            owner.send("a", "hello");
            owner.delete("a");
            owner.drain();
            for (int session = 0; session < 9; session++) {
                pass(owner, SESSION);
            }
            assertThat(owner.guard()).as("epoch and tombstone").hasSize(2);
            lateUpsert("a");
            assertThat(store.point(key("a"))).as("the fault").isPresent();

            pass(owner, SESSION);
            pass(owner, SESSION);

            assertThat(store.point(key("a"))).isEmpty();
            assertThat(owner.guard()).as("epoch").hasSize(1);
        }
    }

    @Test
    void deletedDocument_madeAgainThroughAnotherPartition_stays() {
        try (PipelineDriver owner = open("1")) {
            owner.send("a", "hello");
            owner.delete("a");
            owner.drain();
            store.apply(new Fence("kalm/1", 1, 1), List.of(new Change.Upsert(point("a", "of another partition"))));

            for (int session = 0; session < 11; session++) {
                pass(owner, SESSION);
            }

            assertThat(owner.guard())
                    .as("swept and forgotten: only the epoch is left")
                    .hasSize(1);
            assertThat(store.point(key("a")).orElseThrow().text()).isEqualTo("of another partition");
        }
    }

    /** In steps that no group would take for an absence. */
    private static void pass(PipelineDriver pipeline, Duration time) {
        for (int i = 0; i < 4; i++) {
            pipeline.advance(time.dividedBy(4));
            pipeline.awaitStore();
        }
    }

    private PipelineDriver open(String name) {
        return new PipelineDriver(state.resolve(name), PipelineDriver.settings(), store);
    }

    private void takeOver(String id, String text) {
        store.apply(
                new Fence("kalm/0", SteppedTime.START.toEpochMilli() + 1, 1),
                List.of(new Change.Upsert(point(id, text))));
    }

    private void lateUpsert(String id) {
        store.apply(new Fence("kalm/0", 1, 1), List.of(new Change.Upsert(point(id, "late"))));
    }

    private static DocumentKey key(String id) {
        return new DocumentKey("", id);
    }

    private Point point(String id, String text) {
        float[] vector = new float[PipelineDriver.DIMENSIONS];
        vector[0] = 1;
        return new Point(
                key(id),
                vector,
                text,
                "hash of " + text,
                "testing@1",
                Map.of(),
                PipelineDriver.OCCURRED,
                new Point.Source(Wire.INPUT, 0, 99));
    }
}
