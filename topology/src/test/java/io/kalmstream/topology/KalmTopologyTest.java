package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.window.PipelineListener;
import io.kalmstream.topology.window.PipelineParts;
import io.kalmstream.topology.window.StoreBreaker;
import io.kalmstream.topology.window.StoreThreads;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

final class KalmTopologyTest {
    private static final Pattern LISTS = Pattern.compile("(?<=\\[)[^\\]]+(?=\\])");

    /** State and metrics of running pipelines have these names: changing one loses state. */
    @Test
    void build_namesAreStable() {
        try (TestingEncoder encoder = new TestingEncoder(PipelineDriver.DIMENSIONS);
                DeviceBatcher batcher = new DeviceBatcher(encoder)) {
            Topology topology = KalmTopology.build(PipelineDriver.settings(), parts(encoder, batcher));

            assertThat(described(topology)).isEqualToIgnoringWhitespace("""
                Topologies:
                   Sub-topology: 0
                    Source: events (topics: [events-in, more-events-in, yet-more-events-in])
                      --> window
                    Processor: window (stores: [documents, guard, pending])
                      --> dead-letters, duplicates
                      <-- events
                    Sink: dead-letters (topic: dead-letters-out)
                      <-- window
                    Sink: duplicates (topic: duplicates-out)
                      <-- window
                """);
        }
    }

    /** Stores and topics are sets, which are told in any order. */
    private static String described(Topology topology) {
        return LISTS.matcher(topology.describe().toString())
                .replaceAll(names ->
                        Arrays.stream(names.group().split(", ")).sorted().collect(Collectors.joining(", ")));
    }

    private static PipelineParts parts(TestingEncoder encoder, DeviceBatcher batcher) {
        SteppedTime time = new SteppedTime();
        return new PipelineParts(
                _ -> new Decoded.Deletion("a", null),
                batcher,
                encoder.model(),
                PipelineDriver.newStore(),
                "a collection",
                new Wire().serializer(),
                PipelineListener.NONE,
                time,
                time,
                () -> 0,
                new StoreBreaker(() -> new VectorStore.Health(true, "up"), _ -> {}, Runnable::run, time),
                StoreThreads.virtual());
    }

    @Test
    void topics_mustDiffer() {
        assertThatThrownBy(() -> new Topics(List.of("in", "other"), "dead", "other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'other'");
        assertThatThrownBy(() -> new Topics(List.of(), "dead", "twins")).isInstanceOf(IllegalArgumentException.class);
    }
}
