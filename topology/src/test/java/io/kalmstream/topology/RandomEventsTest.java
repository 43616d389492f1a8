package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.testing.TestingVectorStore;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.window.InFlightLimits;
import io.kalmstream.topology.window.WindowLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However windows are cut, through a crash or not: the last event of each document decides, and each event ends once. */
final class RandomEventsTest {
    private static final int ROUNDS = 10;
    private static final int EVENTS = 150;
    private static final int LIVES = 3;

    @TempDir
    Path state;

    @BeforeAll
    static void say() {
        System.out.println("RandomEventsTest: " + Seed.repeat());
    }

    @Test
    void converge_withoutCrash() {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(Seed.value() + round);
            LatestEvents events = new LatestEvents(random);
            try (PipelineDriver pipeline = open(random, "plain" + round, PipelineDriver.newStore())) {
                feed(pipeline, random, events);
                pipeline.drainAll();
                assertThat(LatestEvents.in(pipeline.store)).as(Seed.repeat()).isEqualTo(events.latest());
                assertThat(pipeline.listener.ended())
                        .as(Seed.repeat())
                        .hasSize(EVENTS)
                        .doesNotHaveDuplicates();
            }
        }
    }

    /** Two of them: what the first life did to the store and never committed, the third may have to put right. */
    @Test
    void converge_throughCrashes() {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(Seed.value() + round);
            LatestEvents events = new LatestEvents(random);
            TestingVectorStore store = PipelineDriver.newStore();
            List<Origin> ended = new ArrayList<>();
            State left = new State(List.of(), List.of());
            for (int life = 0; life < LIVES; life++) {
                try (PipelineDriver pipeline = open(random, "life%d-%d".formatted(life, round), store)) {
                    pipeline.restore(left.pending(), left.documents());
                    switchInput(pipeline, life);
                    // A life may end before its first commit, and leave nothing but what it did to the store.
                    boolean aborted = life == 1 && random.nextBoolean();
                    if (aborted) {
                        pipeline.advance(PipelineDriver.MAX_AGE);
                        pipeline.advance(PipelineDriver.MAX_AGE);
                        continue;
                    }
                    feed(pipeline, random, events);
                    if (life == LIVES - 1) {
                        pipeline.drainAll();
                    }
                    left = new State(pipeline.pending(), pipeline.documents());
                    ended.addAll(pipeline.listener.ended());
                }
            }
            assertThat(LatestEvents.in(store)).as(Seed.repeat()).isEqualTo(events.latest());
            assertThat(left.pending()).as(Seed.repeat()).isEmpty();
            assertThat(ended).as(Seed.repeat()).doesNotHaveDuplicates();
        }
    }

    private record State(List<KeyValue<Bytes, byte[]>> pending, List<KeyValue<Bytes, byte[]>> documents) {}

    /** Offsets begin anew with each driver: topics of their own keep the records of lives apart. */
    private static void switchInput(PipelineDriver pipeline, int life) {
        switch (life) {
            case 0 -> {}
            case 1 -> pipeline.useSecondInput();
            default -> pipeline.useThirdInput();
        }
    }

    private static void feed(PipelineDriver pipeline, Random random, LatestEvents events) {
        for (int i = 0; i < EVENTS; i++) {
            events.sendTo(pipeline);
            if (random.nextInt(4) == 0) {
                pipeline.advance(Duration.ofMillis(random.nextLong(PipelineDriver.MAX_AGE.toMillis())));
            }
        }
    }

    private PipelineDriver open(Random random, String name, TestingVectorStore store) {
        int maxRecords = 1 + random.nextInt(12);
        WindowLimits window =
                new WindowLimits(maxRecords, 1 << 20, 1 << 20, PipelineDriver.MAX_AGE, random.nextBoolean());
        InFlightLimits inFlight = new InFlightLimits(
                maxRecords + random.nextInt(20), 1 << 21, Duration.ofSeconds(10), Duration.ofSeconds(10));
        PipelineDriver pipeline =
                new PipelineDriver(state.resolve(name), PipelineDriver.settings(window, inFlight), store);
        LatestEvents.script(pipeline);
        return pipeline;
    }
}
