package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Point;
import io.kalmstream.topology.event.TextHash;
import io.kalmstream.topology.window.CloseReason;
import io.kalmstream.topology.window.Settlement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PipelineTest {
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
    void upsert_newDocument() {
        pipeline.send("acme", "a", "hello world", Map.of("lang", "en", "stars", 5L));
        pipeline.drain();

        Point point = pipeline.store.point(new DocumentKey("acme", "a")).orElseThrow();
        assertThat(point.text()).isEqualTo("hello world");
        assertThat(point.vector()).isEqualTo(vector("hello world"));
        assertThat(point.textHash()).isEqualTo(TextHash.of("hello world"));
        assertThat(point.model()).isEqualTo("testing@1");
        assertThat(point.attributes()).isEqualTo(Map.of("lang", "en", "stars", 5L));
        assertThat(point.occurredAt()).isEqualTo(PipelineDriver.OCCURRED);
        assertThat(point.source()).isEqualTo(new Point.Source(Wire.INPUT, 0, 0));
        assertThat(pipeline.listener.outcomes()).containsExactly(Settlement.UPSERTED);
        assertThat(pipeline.listener.latencies()).containsExactly(PipelineDriver.MAX_AGE);
    }

    @Test
    void upsert_changedText() {
        pipeline.send("a", "first");
        pipeline.drain();
        pipeline.send("a", "second");
        pipeline.drain();

        assertThat(pipeline.text("a")).isEqualTo("second");
        assertThat(pipeline.encoder.rows()).isEqualTo(2);
        assertThat(pipeline.listener.outcomes()).containsExactly(Settlement.UPSERTED, Settlement.UPSERTED);
    }

    @Test
    void skip_sameEventAgain() {
        pipeline.send("a", "hello world");
        pipeline.drain();
        pipeline.send("a", "hello \u200B world ");
        pipeline.drain();

        assertThat(pipeline.listener.outcomes()).containsExactly(Settlement.UPSERTED, Settlement.UNCHANGED);
        assertThat(pipeline.encoder.rows()).isEqualTo(1);
        assertThat(pipeline.store.history()).hasSize(1);
    }

    @Test
    void describe_otherAttributes() {
        pipeline.send("", "a", "hello", Map.of("stars", 1L));
        pipeline.drain();
        pipeline.send("", "a", "hello", Map.of("stars", 2L));
        pipeline.drain();
        pipeline.send("", "a", "hello", Map.of("stars", 2L));
        pipeline.drain();

        assertThat(pipeline.listener.outcomes())
                .containsExactly(Settlement.UPSERTED, Settlement.ATTRIBUTES_UPDATED, Settlement.UNCHANGED);
        assertThat(pipeline.encoder.rows()).isEqualTo(1);
        assertThat(pipeline.store.history().getLast()).isInstanceOf(Change.SetAttributes.class);
        Point point = pipeline.store.point(new DocumentKey("", "a")).orElseThrow();
        assertThat(point.attributes()).isEqualTo(Map.of("stars", 2L));
        assertThat(point.source().offset()).isEqualTo(1);
    }

    @Test
    void supersede_sameIdTwiceInWindow() {
        pipeline.send("a", "first");
        pipeline.send("b", "other");
        pipeline.send("a", "second");
        pipeline.drain();

        assertThat(pipeline.listener.outcomes())
                .containsExactly(Settlement.SUPERSEDED, Settlement.UPSERTED, Settlement.UPSERTED);
        assertThat(pipeline.text("a")).isEqualTo("second");
        assertThat(pipeline.encoder.rows()).isEqualTo(2);
    }

    @Test
    void keep_sameIdOfOtherTenant() {
        pipeline.send("x", "a", "of x", Map.of());
        pipeline.send("y", "a", "of y", Map.of());
        pipeline.drain();

        assertThat(pipeline.listener.outcomes()).containsExactly(Settlement.UPSERTED, Settlement.UPSERTED);
        assertThat(pipeline.text("x", "a")).isEqualTo("of x");
        assertThat(pipeline.text("y", "a")).isEqualTo("of y");
    }

    @Test
    void encode_sameTextOnce() {
        pipeline.send("a", "same words");
        pipeline.send("b", "same words");
        pipeline.drain();

        assertThat(pipeline.encoder.rows()).isEqualTo(1);
        assertThat(pipeline.text("a")).isEqualTo("same words");
        assertThat(pipeline.text("b")).isEqualTo("same words");
        assertThat(pipeline.listener.outcomes()).containsExactly(Settlement.UPSERTED, Settlement.UPSERTED);
    }

    @Test
    void encode_againWhileOlderEventIsInFlight() {
        pipeline.encoder.hold();
        pipeline.send("a", "hello");
        pipeline.advance(PipelineDriver.MAX_AGE);
        pipeline.send("a", "hello");
        pipeline.advance(PipelineDriver.MAX_AGE);
        pipeline.encoder.release();
        pipeline.drain();

        assertThat(pipeline.listener.outcomes()).containsExactly(Settlement.UPSERTED, Settlement.UPSERTED);
        assertThat(pipeline.store
                        .point(new DocumentKey("", "a"))
                        .orElseThrow()
                        .source()
                        .offset())
                .isEqualTo(1);
    }

    /** The documents store still has the older text while the newer is on its way: comparing with it would lose the change back. */
    @Test
    void encode_changeBackWhileChangeIsInFlight() {
        pipeline.send("a", "red");
        pipeline.drain();
        pipeline.encoder.hold();
        pipeline.send("a", "green");
        pipeline.advance(PipelineDriver.MAX_AGE);
        pipeline.send("a", "red");
        pipeline.advance(PipelineDriver.MAX_AGE);
        pipeline.encoder.release();
        pipeline.finish();

        assertThat(pipeline.text("a")).isEqualTo("red");
        assertThat(pipeline.listener.outcomes())
                .containsExactly(Settlement.UPSERTED, Settlement.UPSERTED, Settlement.UPSERTED);
    }

    @Test
    void store_nothingBeforeItsWindowCloses() {
        pipeline.send("a", "hello");
        pipeline.advance(PipelineDriver.MAX_AGE.minusMillis(1));
        assertThat(pipeline.listener.closed()).isEmpty();

        pipeline.drain();
        assertThat(pipeline.listener.closed()).containsExactly(CloseReason.AGE);
        assertThat(pipeline.listener.latencies()).hasSize(1).allMatch(latency -> latency.compareTo(Duration.ZERO) > 0);
    }

    private static float[] vector(String text) {
        try (TestingEncoder encoder = new TestingEncoder(PipelineDriver.DIMENSIONS)) {
            return encoder.encode(List.of(encoder.tokenize(text, Side.DOCUMENT)))
                    .getFirst();
        }
    }
}
