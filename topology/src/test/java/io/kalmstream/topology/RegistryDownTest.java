package io.kalmstream.topology;

import static io.kalmstream.topology.Wire.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.topology.window.Settlement;
import io.kalmstream.topology.window.StoreBreaker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The schema registry does not answer: nobody's bad record, and no reason to end a task. */
@Timeout(60)
final class RegistryDownTest {
    @TempDir
    Path state;

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void decode_waitsInOrder_untilTheRegistryAnswers() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            listen(pipeline);
            pipeline.send("a", "one");
            pipeline.wire.registryIsDown(true);
            pipeline.send("a", "two");
            pipeline.sendRaw(utf8("bad"), new byte[] {1, 2, 3}, Map.of());
            pipeline.send("a", "three");
            assertThat(told).singleElement().asString().contains("schema registry", "scripted");
            pipeline.probe();
            pipeline.advance(PipelineDriver.MAX_AGE);
            assertThat(pipeline.pending()).hasSize(4);
            assertThat(pipeline.letters()).isEmpty();
            assertThat(pipeline.breaker.openBecause()).isPresent();

            pipeline.wire.registryIsDown(false);
            pipeline.probe();
            PipelineDriver.await(() -> pipeline.breaker.openBecause().isEmpty());
            pipeline.drainAll();

            assertThat(pipeline.text("a")).isEqualTo("three");
            assertThat(pipeline.letters()).hasSize(1);
            assertThat(pipeline.listener.outcomes())
                    .containsExactlyInAnyOrder(
                            Settlement.UPSERTED, Settlement.SUPERSEDED, Settlement.DEAD_LETTERED, Settlement.UPSERTED);
        }
    }

    /** Inputs may need no registry; the message about a duplicate does. */
    @Test
    void settle_waits_untilItsMessagesHaveASchema() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            listen(pipeline);
            pipeline.encoder.hold();
            pipeline.send("a", "the same words");
            pipeline.send("b", "the same words");
            pipeline.advance(PipelineDriver.MAX_AGE);
            pipeline.encoder.awaitHeld();
            pipeline.wire.registryIsDown(true);
            pipeline.encoder.release();
            PipelineDriver.await(() -> !told.isEmpty());
            pipeline.advance(PipelineDriver.MAX_AGE);
            assertThat(pipeline.listener.byOffset()).isEmpty();

            pipeline.wire.registryIsDown(false);
            pipeline.probe();
            pipeline.drainAll();

            assertThat(pipeline.duplicates()).hasSize(1);
            assertThat(pipeline.listener.outcomes()).containsExactly(Settlement.UPSERTED, Settlement.UPSERTED);
        }
    }

    private void listen(PipelineDriver pipeline) {
        pipeline.breaker.listen(new StoreBreaker.Listener() {
            @Override
            public void opened(String why) {
                told.add(why);
            }
        });
    }
}
