package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.Change;
import io.kalmstream.topology.window.Settlement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 64: nine events of ten are about one document, some come twice, some late. */
final class HotKeyTest {
    private static final int EVENTS = 2_000;
    private static final int COLD = 50;
    private static final String HOT = "hot";

    @TempDir
    Path state;

    private final Random random = new Random(Seed.value());
    private final Map<String, Integer> latest = new HashMap<>();
    private int hot;
    private int again;

    @Test
    void events_keepTheirOrder_andNobodyStarves() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            for (int i = 0; i < EVENTS; i++) {
                send(pipeline, i);
                if (random.nextInt(200) == 0) {
                    // Whoever was sent before is there, hot or cold.
                    pipeline.drain();
                    assertLatest(pipeline);
                }
                pipeline.advance(Duration.ofMillis(random.nextInt(20)));
            }
            pipeline.drain();

            assertLatest(pipeline);
            assertThat(hot).as("events of the hot document, " + Seed.repeat()).isGreaterThan(EVENTS * 8 / 10);
            assertThat(again).as("events that came twice").isPositive();
            assertThat(pipeline.listener.outcomes())
                    .as(Seed.repeat())
                    .hasSize(EVENTS + again)
                    .doesNotContain(Settlement.DEAD_LETTERED);
            assertThat(versions(pipeline)).as(Seed.repeat()).isSorted().doesNotHaveDuplicates();
        }
    }

    private void send(PipelineDriver pipeline, int version) {
        String id = random.nextInt(10) < 9 ? HOT : "cold" + random.nextInt(COLD);
        hot += id.equals(HOT) ? 1 : 0;
        // Late ones too: what happened earlier may be told later, and the later told wins.
        byte[] event = pipeline.wire.event(
                "", id, text(version), Map.of(), PipelineDriver.OCCURRED.minusSeconds(random.nextInt(3600)));
        int times = random.nextInt(20) == 0 ? 2 : 1;
        for (int i = 0; i < times; i++) {
            pipeline.sendRaw(Wire.utf8(id), event, Map.of());
        }
        again += times - 1;
        latest.put(id, version);
    }

    private void assertLatest(PipelineDriver pipeline) {
        latest.forEach((id, version) ->
                assertThat(pipeline.text(id)).as(id + ", " + Seed.repeat()).isEqualTo(text(version)));
    }

    /** Of the hot document, in the order in which the store got them. */
    private static List<Integer> versions(PipelineDriver pipeline) {
        return pipeline.store.history().stream()
                .filter(change ->
                        change instanceof Change.Upsert && change.key().id().equals(HOT))
                .map(change -> ((Change.Upsert) change).point().text())
                .map(text -> Integer.valueOf(String.valueOf(text).replaceAll("\\D", "")))
                .toList();
    }

    private static String text(int version) {
        return "version " + version;
    }
}
