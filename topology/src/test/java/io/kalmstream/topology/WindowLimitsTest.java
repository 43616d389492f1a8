package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.topology.window.CloseReason;
import io.kalmstream.topology.window.InFlightLimitException;
import io.kalmstream.topology.window.InFlightLimits;
import io.kalmstream.topology.window.Settlement;
import io.kalmstream.topology.window.WindowLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WindowLimitsTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final int LARGE = 1 << 20;

    @TempDir
    Path state;

    @Test
    void close_onRecords() {
        assertClosed(new WindowLimits(2, LARGE, LARGE, NEVER, false), CloseReason.RECORDS);
    }

    @Test
    void close_onTokens() {
        assertClosed(new WindowLimits(100, 4, LARGE, NEVER, false), CloseReason.TOKENS);
    }

    @Test
    void close_onBytes() {
        assertClosed(new WindowLimits(100, LARGE, 300, NEVER, false), CloseReason.BYTES);
    }

    @Test
    void reason_isALabelOfTheMetrics() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.send("a", "one");
            pipeline.send("b", "two");
            pipeline.drain();

            assertThat(pipeline.metric("closed-total"))
                    .hasSize(CloseReason.values().length)
                    .containsEntry("age", 1.0)
                    .containsEntry("records", 0.0);
            assertThat(pipeline.metric("events-total")).containsEntry("age", 2.0);
        }
    }

    /** Two events close a window, a third stays open. */
    private void assertClosed(WindowLimits window, CloseReason reason) {
        InFlightLimits inFlight = new InFlightLimits(200, 2 * LARGE, PATIENT, PATIENT);
        try (PipelineDriver pipeline = new PipelineDriver(state, PipelineDriver.settings(window, inFlight))) {
            pipeline.send("a", "five5");
            assertThat(pipeline.listener.closed()).isEmpty();
            pipeline.send("b", "five6");
            assertThat(pipeline.listener.closed()).containsExactly(reason);
            pipeline.send("c", "five7");
            assertThat(pipeline.listener.closed()).hasSize(1);
        }
    }

    @Test
    void close_onIdleDevice() {
        PipelineSettings whenIdle = PipelineDriver.settings(
                new WindowLimits(100, LARGE, LARGE, NEVER, true), new InFlightLimits(200, 2 * LARGE, PATIENT, PATIENT));
        try (PipelineDriver pipeline = new PipelineDriver(state, whenIdle)) {
            pipeline.encoder.hold();
            pipeline.send("a", "first");
            pipeline.advance(Duration.ofMillis(10));
            pipeline.encoder.awaitHeld();
            assertThat(pipeline.listener.closed()).containsExactly(CloseReason.IDLE);

            pipeline.send("b", "second");
            pipeline.advance(Duration.ofMillis(10));
            assertThat(pipeline.listener.closed()).hasSize(1);

            pipeline.encoder.release();
            pipeline.finish();
            assertThat(pipeline.listener.closed()).containsExactly(CloseReason.IDLE, CloseReason.IDLE);
        }
    }

    @Test
    void wait_whenInFlightLimitIsReached() {
        PipelineSettings two = PipelineDriver.settings(
                new WindowLimits(1, LARGE, LARGE, NEVER, false), new InFlightLimits(2, LARGE, PATIENT, PATIENT));
        try (PipelineDriver pipeline = new PipelineDriver(state, two)) {
            for (int i = 0; i < 20; i++) {
                pipeline.send("id" + i, "text " + i);
                assertThat(pipeline.pending()).hasSizeLessThanOrEqualTo(2);
            }
            pipeline.finish();
            assertThat(pipeline.listener.outcomes()).isEqualTo(Collections.nCopies(20, Settlement.UPSERTED));
        }
    }

    @Test
    void closeWindow_whenItAloneFillsTheInFlightLimit() {
        PipelineSettings bytes = PipelineDriver.settings(
                new WindowLimits(100, LARGE, 400, NEVER, false), new InFlightLimits(200, 400, PATIENT, PATIENT));
        try (PipelineDriver pipeline = new PipelineDriver(state, bytes)) {
            pipeline.send("a", "a short text");
            pipeline.send("b", "x".repeat(900));
            pipeline.finish();
            assertThat(pipeline.listener.closed()).containsExactly(CloseReason.IN_FLIGHT, CloseReason.BYTES);
        }
    }

    @Test
    void failTask_whenInFlightLimitStaysReached() {
        PipelineSettings two = PipelineDriver.settings(
                new WindowLimits(1, LARGE, LARGE, NEVER, false),
                new InFlightLimits(2, LARGE, Duration.ofMillis(20), PATIENT));
        PipelineDriver pipeline = new PipelineDriver(state, two);
        pipeline.encoder.hold();
        pipeline.send("a", "first");
        pipeline.send("b", "second");

        assertThatThrownBy(() -> pipeline.send("c", "third"))
                .rootCause()
                .isInstanceOf(InFlightLimitException.class)
                .hasMessageStartingWith("2 events of ");

        assertThat(pipeline.pending()).hasSize(3);
        pipeline.close();
    }

    @Test
    void refuse_windowLargerThanInFlightLimit() {
        PipelineSettings wrong = PipelineDriver.settings(
                new WindowLimits(11, LARGE, LARGE, NEVER, false), new InFlightLimits(10, LARGE, PATIENT, PATIENT));
        assertThatThrownBy(() -> new PipelineDriver(state, wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("11 records");
    }
}
