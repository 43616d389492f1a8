package io.kalmstream.deploy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.topology.PipelineSettings;
import io.kalmstream.topology.Topics;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.mapping.Input;
import io.kalmstream.topology.window.InFlightLimits;
import io.kalmstream.topology.window.OwnerLimits;
import io.kalmstream.topology.window.WindowLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamsSettingsTest {
    private static final String TIMEOUT = "producer.transaction.timeout.ms";
    private static final Topics TOPICS = new Topics(List.of("events"), "letters", "duplicates");

    @Test
    void ofTheWorker_winOverOurs() {
        assertThat(of(Map.of())).containsEntry(TIMEOUT, 90_000).containsEntry("poll.ms", 10L);
        assertThat(of(Map.of("poll.ms", "50", TIMEOUT, "60000")))
                .containsEntry("poll.ms", "50")
                .containsEntry(TIMEOUT, "60000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"59999", "soon", ""})
    void aTransaction_needsTimeForWindowsOnTheirWay(String timeout) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> of(Map.of(TIMEOUT, timeout)))
                .withMessageContaining(TIMEOUT);
    }

    @Test
    void refuse_aGuaranteeWithoutTransactions() {
        assertThatThrownBy(() -> of(Map.of("processing.guarantee", "at_least_once")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("processing.guarantee")
                .hasMessageContaining("exactly_once_v2");
    }

    @Test
    void session_asTheConsumerHasIt() {
        assertThat(StreamsSettings.session(worker(Map.of()))).isEqualTo(Duration.ofSeconds(45));
        assertThat(StreamsSettings.session(
                        worker(Map.of("session.timeout.ms", "9000", "consumer.session.timeout.ms", "8000"))))
                .isEqualTo(Duration.ofSeconds(8));
        assertThat(StreamsSettings.session(worker(
                        Map.of("consumer.session.timeout.ms", "8000", "main.consumer.session.timeout.ms", "7000"))))
                .isEqualTo(Duration.ofSeconds(7));
    }

    private static Properties of(Map<String, String> own) {
        return StreamsSettings.of(
                worker(own),
                new PipelineSettings(
                        TOPICS,
                        new WindowLimits(256, 16 << 10, 4 << 20, Duration.ofMillis(200), true),
                        new InFlightLimits(2048, 32 << 20, Duration.ofSeconds(30), Duration.ofSeconds(10)),
                        new OwnerLimits(Duration.ofSeconds(45), Duration.ofMinutes(10)),
                        1000,
                        new DuplicateRules(true, 0.9, 10),
                        true,
                        new DeadLetters(1 << 20)));
    }

    private static WorkerSettings worker(Map<String, String> own) {
        return new WorkerSettings(
                "app",
                "kafka:9092",
                Map.of(),
                QdrantSettings.of("http://qdrant:6334", null),
                "collection",
                TOPICS,
                new Input.TextEvents(),
                0.9,
                Path.of("state"),
                1,
                own);
    }
}
