package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.testing.TestingVectorStore;
import io.kalmstream.topology.window.Settlement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vector store no longer has what a task knows to be there. */
final class LostDocumentsTest {
    @TempDir
    Path state;

    @Test
    void unchangedEvent_collectionMadeAnew_isEncodedAgain() {
        TestingVectorStore store = PipelineDriver.newStore();
        List<KeyValue<Bytes, byte[]>> known;
        try (PipelineDriver before = new PipelineDriver(state.resolve("1"), PipelineDriver.settings(), store)) {
            before.send("a", "hello");
            before.drain();
            known = before.documents();
        }
        store.drop();
        try (PipelineDriver after = new PipelineDriver(state.resolve("2"), PipelineDriver.settings(), store)) {
            after.restore(List.of(), known);
            after.send("a", "hello");
            after.drain();

            assertThat(after.listener.outcomes()).containsExactly(Settlement.UPSERTED);
            assertThat(after.text("a")).isEqualTo("hello");
        }
    }

    @Test
    void unchangedEvent_sameCollection_isNotEncodedAgain() {
        TestingVectorStore store = PipelineDriver.newStore();
        List<KeyValue<Bytes, byte[]>> known;
        try (PipelineDriver before = new PipelineDriver(state.resolve("1"), PipelineDriver.settings(), store)) {
            before.send("a", "hello");
            before.drain();
            known = before.documents();
        }
        try (PipelineDriver after = new PipelineDriver(state.resolve("2"), PipelineDriver.settings(), store)) {
            after.restore(List.of(), known);
            after.send("a", "hello");
            after.drain();

            assertThat(after.listener.outcomes()).containsExactly(Settlement.UNCHANGED);
            assertThat(after.encoder.rows()).isZero();
        }
    }

    /** The store has lost it, and nobody has noticed: no owner has changed. */
    @Test
    void newAttributes_ofADocumentTheStoreHasLost_areStoredWithTheDocument() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.send("", "a", "hello", Map.of("version", 1L));
            pipeline.drain();
            pipeline.store.apply(new Fence("an operator", 1, 1), List.of(new Change.Delete(new DocumentKey("", "a"))));
            assertThat(pipeline.text("a")).as("the fault").isNull();

            pipeline.send("", "a", "hello", Map.of("version", 2L));
            pipeline.drainAll();

            assertThat(pipeline.text("a")).isEqualTo("hello");
            assertThat(pipeline.store
                            .point(new DocumentKey("", "a"))
                            .orElseThrow()
                            .attributes())
                    .isEqualTo(Map.of("version", 2L));
            assertThat(pipeline.listener.outcomes()).containsExactly(Settlement.UPSERTED, Settlement.UPSERTED);
            assertThat(pipeline.letters()).isEmpty();
        }
    }
}
