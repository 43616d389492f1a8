package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.testing.TestingVectorStore;
import io.kalmstream.topology.window.CloseReason;
import io.kalmstream.topology.window.Settlement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RestartTest {
    @TempDir
    Path state;

    @Test
    void replay_openAndInFlightEvents() {
        TestingVectorStore store = PipelineDriver.newStore();
        List<KeyValue<Bytes, byte[]>> left;
        try (PipelineDriver dying = new PipelineDriver(state.resolve("1"), PipelineDriver.settings(), store)) {
            dying.encoder.hold();
            dying.send("a", "first");
            dying.send("b", "other");
            dying.advance(PipelineDriver.MAX_AGE);
            dying.send("a", "second");
            dying.delete("b");
            left = dying.pending();
            assertThat(left).hasSize(4);
        }
        assertThat(store.history()).isEmpty();

        try (PipelineDriver next = new PipelineDriver(state.resolve("2"), PipelineDriver.settings(), store)) {
            next.restore(left, List.of());
            // The first look lets them in, the second finds them old enough.
            next.advance(PipelineDriver.MAX_AGE);
            next.drain();

            assertThat(next.text("a")).isEqualTo("second");
            assertThat(next.text("b")).isNull();
            assertThat(next.listener.outcomes())
                    .containsExactly(
                            Settlement.SUPERSEDED, Settlement.SUPERSEDED, Settlement.UPSERTED, Settlement.DELETED);
        }
    }

    @Test
    void replay_beforeFirstNewEvent() {
        TestingVectorStore store = PipelineDriver.newStore();
        List<KeyValue<Bytes, byte[]>> left;
        try (PipelineDriver dying = new PipelineDriver(state.resolve("1"), PipelineDriver.settings(), store)) {
            dying.sendRaw(null, new byte[] {1}, Map.of());
            dying.send("a", "older");
            left = dying.pending();
        }
        try (PipelineDriver next = new PipelineDriver(state.resolve("2"), PipelineDriver.settings(), store)) {
            next.restore(left, List.of());
            next.send("a", "newer");
            next.drain();

            assertThat(next.text("a")).isEqualTo("newer");
            assertThat(next.listener.outcomes()).containsExactly(Settlement.UPSERTED, Settlement.SUPERSEDED);
        }
    }

    /** The store has what the commit never said: after the replay it must end with the latest event all the same. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changeBack_afterUncommittedChange_reachesTheStore(boolean deleted) {
        TestingVectorStore store = PipelineDriver.newStore();
        List<KeyValue<Bytes, byte[]>> committed;
        List<KeyValue<Bytes, byte[]>> left;
        try (PipelineDriver dying = new PipelineDriver(state.resolve("1"), PipelineDriver.settings(), store)) {
            dying.send("a", "first");
            dying.drain();
            committed = dying.documents();
            if (deleted) {
                dying.delete("a");
            } else {
                dying.send("a", "second");
            }
            left = dying.pending();
            dying.drain();
        }
        try (PipelineDriver next = new PipelineDriver(state.resolve("2"), PipelineDriver.settings(), store)) {
            next.restore(left, committed);
            next.useSecondInput();
            next.send("a", "first");
            next.drain();

            assertThat(next.text("a")).isEqualTo("first");
        }
    }

    /** As above, but the second life ends too, while the change back is still on its way. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changeBack_afterTwoLivesThatEndedBeforeTheirCommit_reachesTheStore(boolean deleted) {
        TestingVectorStore store = PipelineDriver.newStore();
        List<KeyValue<Bytes, byte[]>> committed;
        List<KeyValue<Bytes, byte[]>> left;
        try (PipelineDriver first = new PipelineDriver(state.resolve("1"), PipelineDriver.settings(), store)) {
            first.send("a", "first");
            first.drain();
            committed = first.documents();
            if (deleted) {
                first.delete("a");
            } else {
                first.send("a", "second");
            }
            left = first.pending();
            first.drain();
        }
        try (PipelineDriver second = new PipelineDriver(state.resolve("2"), PipelineDriver.settings(), store)) {
            second.restore(left, committed);
            second.useSecondInput();
            second.send("a", "first");
            assertThat(second.listener.closed()).isEmpty();
            left = second.pending();
        }
        try (PipelineDriver third = new PipelineDriver(state.resolve("3"), PipelineDriver.settings(), store)) {
            third.restore(left, committed);
            third.drainAll();

            assertThat(third.text("a")).isEqualTo("first");
        }
    }

    /** Only the document says which tenant the deletion is about, and no life has committed that it knows. */
    @Test
    void deletionWithoutTenant_reachesADocumentThatNoLifeHasCommitted() {
        TestingVectorStore store = PipelineDriver.newStore();
        List<KeyValue<Bytes, byte[]>> left;
        try (PipelineDriver first = new PipelineDriver(state.resolve("1"), PipelineDriver.settings(), store)) {
            first.send("x", "a", "hello", Map.of());
            left = first.pending();
            first.drain();
            assertThat(first.text("x", "a")).as("the fault").isEqualTo("hello");
        }
        try (PipelineDriver second = new PipelineDriver(state.resolve("2"), PipelineDriver.settings(), store)) {
            second.restore(left, List.of());
            second.useSecondInput();
            second.delete("a");
            assertThat(second.listener.closed()).isEmpty();
            left = second.pending();
        }
        try (PipelineDriver third = new PipelineDriver(state.resolve("3"), PipelineDriver.settings(), store)) {
            third.restore(left, List.of());
            third.drainAll();

            assertThat(third.text("x", "a")).isNull();
        }
    }

    @Test
    void failTask_whenStoreRefusesOurSettings() {
        PipelineDriver pipeline = new PipelineDriver(state);
        pipeline.store.failNext(Integer.MAX_VALUE, StoreException.Fault.CONFIGURATION);
        pipeline.send("a", "hello");
        pipeline.sendRaw(null, new byte[] {1}, Map.of());
        assertThat(pipeline.letters()).hasSize(1);

        assertThatThrownBy(pipeline::drain).hasRootCauseInstanceOf(StoreException.class);

        assertThat(pipeline.pending()).hasSize(1);
        assertThat(pipeline.letters()).isEmpty();
        assertThat(pipeline.listener.byOffset()).containsOnlyKeys(1L);
        pipeline.close();
    }

    @Test
    void failTask_whenDeviceFails() {
        PipelineDriver pipeline = new PipelineDriver(state);
        pipeline.encoder.breakDown();
        pipeline.send("a", "hello");
        pipeline.send("b", "world");

        assertThatThrownBy(pipeline::drain).hasRootCauseInstanceOf(EncoderException.class);

        assertThat(pipeline.pending()).hasSize(2);
        assertThat(pipeline.letters()).isEmpty();
        assertThat(pipeline.listener.byOffset()).isEmpty();
        assertThat(pipeline.store.history()).isEmpty();
        pipeline.close();
    }

    @Test
    void close_leavesOpenWindowPending() {
        PipelineDriver pipeline = new PipelineDriver(state);
        pipeline.send("a", "hello");
        pipeline.close();

        assertThat(pipeline.listener.closed()).containsExactly(CloseReason.SHUTDOWN);
        assertThat(pipeline.store.history()).isEmpty();
        assertThat(pipeline.listener.byOffset()).isEmpty();
    }
}
