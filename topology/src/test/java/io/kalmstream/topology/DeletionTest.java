package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.window.Settlement;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeletionTest {
    @TempDir
    Path state;

    private PipelineDriver pipeline;

    @BeforeEach
    void open() {
        pipeline = new PipelineDriver(state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void delete_ofNamedTenant() {
        sendToBothTenants();
        pipeline.drain();
        pipeline.delete("x", "a");
        pipeline.drain();

        assertThat(pipeline.text("x", "a")).isNull();
        assertThat(pipeline.text("y", "a")).isEqualTo("of y");
        assertThat(pipeline.listener.outcomes().getLast()).isEqualTo(Settlement.DELETED);
    }

    @Test
    void delete_ofEveryTenant() {
        sendToBothTenants();
        pipeline.send("ab", "another id that begins alike");
        pipeline.drain();
        pipeline.delete("a");
        pipeline.drain();

        assertThat(pipeline.text("ab")).isNotNull();
        assertThat(pipeline.store.calls().getLast())
                .containsExactlyInAnyOrder(
                        new Change.Delete(new DocumentKey("x", "a")), new Change.Delete(new DocumentKey("y", "a")));
        assertThat(pipeline.listener.outcomes().getLast()).isEqualTo(Settlement.DELETED);
    }

    @Test
    void delete_unknownId() {
        pipeline.delete("a");
        pipeline.drain();

        assertThat(pipeline.store.history()).containsExactly(new Change.Delete(new DocumentKey("", "a")));
        assertThat(pipeline.listener.outcomes()).containsExactly(Settlement.DELETED);
    }

    @Test
    void delete_afterUpsertInSameWindow() {
        pipeline.send("x", "a", "never encoded", Map.of());
        pipeline.delete("a");
        pipeline.drain();

        assertThat(pipeline.store.count()).isZero();
        assertThat(pipeline.encoder.rows()).isZero();
        assertThat(pipeline.store.history()).containsExactly(new Change.Delete(new DocumentKey("x", "a")));
        assertThat(pipeline.listener.outcomes()).containsExactly(Settlement.SUPERSEDED, Settlement.DELETED);
    }

    @Test
    void delete_whileUpsertIsInFlight() {
        pipeline.encoder.hold();
        pipeline.send("x", "a", "on its way", Map.of());
        pipeline.advance(PipelineDriver.MAX_AGE);
        pipeline.encoder.awaitHeld();
        pipeline.delete("a");
        pipeline.advance(PipelineDriver.MAX_AGE);
        pipeline.encoder.release();
        pipeline.finish();

        assertThat(pipeline.store.count()).isZero();
        assertThat(pipeline.listener.outcomes()).containsExactly(Settlement.UPSERTED, Settlement.DELETED);
    }

    @Test
    void upsert_afterDeleteInSameWindow() {
        pipeline.send("a", "first");
        pipeline.drain();
        pipeline.delete("a");
        pipeline.send("a", "second");
        pipeline.drain();

        assertThat(pipeline.text("a")).isEqualTo("second");
        assertThat(pipeline.listener.outcomes())
                .containsExactly(Settlement.UPSERTED, Settlement.SUPERSEDED, Settlement.UPSERTED);
    }

    @Test
    void upsert_afterDeleteOfEveryTenantInSameWindow() {
        sendToBothTenants();
        pipeline.drain();
        pipeline.delete("a");
        pipeline.send("x", "a", "back again", Map.of());
        pipeline.drain();

        assertThat(pipeline.text("x", "a")).isEqualTo("back again");
        assertThat(pipeline.text("y", "a")).isNull();
        assertThat(pipeline.listener.outcomes())
                .containsExactly(Settlement.UPSERTED, Settlement.UPSERTED, Settlement.DELETED, Settlement.UPSERTED);
    }

    @Test
    void upsert_afterDelete_isNotUnchanged() {
        pipeline.send("a", "hello");
        pipeline.drain();
        pipeline.delete("a");
        pipeline.drain();
        pipeline.send("a", "hello");
        pipeline.drain();

        assertThat(pipeline.text("a")).isEqualTo("hello");
        assertThat(pipeline.listener.outcomes())
                .containsExactly(Settlement.UPSERTED, Settlement.DELETED, Settlement.UPSERTED);
    }

    private void sendToBothTenants() {
        pipeline.send("x", "a", "of x", Map.of());
        pipeline.send("y", "a", "of y", Map.of());
    }
}
