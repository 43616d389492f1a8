package io.kalmstream.deploy.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.duplicates.Policy;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.topology.KalmTopology;
import io.kalmstream.topology.PipelineSettings;
import io.kalmstream.topology.Topics;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.mapping.Input;
import io.kalmstream.topology.window.PipelineListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * FAULTS 27: changelog topics have the names of the nodes and stores. Whoever changes one of these loses every user's state at the next
 * upgrade: if {@code topology.txt} has to change, say in the changelog how state moves.
 */
final class TopologyNamesTest {
    /** Kafka Streams lists topics and stores in no order. */
    private static final Pattern SETS = Pattern.compile("\\[([^]]*)]");

    @Test
    void names_areThoseOfTheLastRelease() throws IOException {
        assertThat(describe(new Topics(List.of("events", "more-events"), "letters", "duplicates", "vectors")))
                .isEqualTo(reviewed());
    }

    private static String describe(Topics topics) {
        WorkerSettings settings = new WorkerSettings(
                "app",
                "kafka:9092",
                Map.of(SerdeConfig.URL, "mock://names"),
                QdrantSettings.of("http://localhost:6334", null),
                "collection",
                topics,
                new Input.TextEvents(),
                WorkerSettings.DEFAULT_DUPLICATES,
                Path.of("state"),
                1,
                Map.of());
        TestingEncoder encoder = new TestingEncoder(8);
        PipelineSettings pipeline = PipelineSettings.defaults(
                topics,
                encoder.model(),
                new DuplicateRules(Policy.MARK, 0.9, 10),
                new DeadLetters(1 << 20),
                Duration.ofSeconds(45));
        WorkerPorts ports = WorkerPorts.ofQdrant(settings, encoder, PipelineListener.NONE);
        try (WorkerParts parts = WorkerParts.open(settings, ports, WorkerSeams.NONE)) {
            String description = KalmTopology.build(
                            pipeline, parts.forTopology(settings, "a collection", PipelineListener.NONE, () -> 0))
                    .describe()
                    .toString();
            return SETS.matcher(description)
                            .replaceAll(set -> sorted(set.group(1)))
                            .strip() + "\n";
        }
    }

    private static String sorted(String set) {
        return Stream.of(set.split(", ", -1)).sorted().collect(joining(", ", "[", "]"));
    }

    private static String reviewed() throws IOException {
        try (InputStream file = requireNonNull(TopologyNamesTest.class.getResourceAsStream("/topology.txt"))) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }
}
