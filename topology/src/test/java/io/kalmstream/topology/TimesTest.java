package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.topology.window.CloseReason;
import io.kalmstream.topology.window.Settlement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 63: records may say any time; windows go by the clock on the wall. A timestamp of -1: {@link SaneTimestampTest}. */
final class TimesTest {
    @TempDir
    Path state;

    @Test
    void window_waits_whateverTheTimestampsSay() {
        List<Instant> times = List.of(
                Instant.EPOCH,
                SteppedTime.START,
                Instant.ofEpochMilli(Long.MAX_VALUE / 2),
                SteppedTime.START.minus(Duration.ofHours(1)),
                Instant.parse("+292278994-01-01T00:00:00Z"),
                SteppedTime.START.minus(Duration.ofHours(1)));
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            for (int i = 0; i < times.size(); i++) {
                String id = "id" + i;
                pipeline.sendAt(
                        times.get(i), id, pipeline.wire.event("", id, "text " + i, Map.of(), PipelineDriver.OCCURRED));
            }
            pipeline.advance(PipelineDriver.MAX_AGE.minusMillis(20));
            assertThat(pipeline.listener.closed()).as("closed by stream time").isEmpty();

            pipeline.drain();
            assertThat(pipeline.listener.closed()).containsExactly(CloseReason.AGE);
            assertThat(pipeline.listener.outcomes()).hasSize(times.size()).containsOnly(Settlement.UPSERTED);
        }
    }
}
