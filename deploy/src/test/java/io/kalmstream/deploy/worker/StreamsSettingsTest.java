package io.kalmstream.deploy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.duplicates.Policy;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.topology.PipelineSettings;
import io.kalmstream.topology.Topics;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.mapping.Input;
import io.kalmstream.topology.window.InFlightLimits;
import io.kalmstream.topology.window.OwnerLimits;
import io.kalmstream.topology.window.WindowLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamsSettingsTest {
    private static final String TIMEOUT = "producer.transaction.timeout.ms";
    private static final String POLL = "max.poll.interval.ms";
    private static final Topics TOPICS = new Topics(List.of("events"), "letters", "duplicates");

    @TempDir
    Path state;

    @Test
    void ofTheWorker_winOverOurs() {
        assertThat(of(Map.of()))
                .containsEntry(TIMEOUT, 90_000)
                .containsEntry("poll.ms", 10L)
                .containsEntry("num.standby.replicas", 1)
                .containsEntry("ensure.explicit.internal.resource.naming", true);
        assertThat(of(Map.of("num.standby.replicas", "2"))).containsEntry("num.standby.replicas", "2");
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
    void refuse_handlersThatGoOn() {
        assertThatThrownBy(() -> of(Map.of(
                        "processing.exception.handler",
                        LogAndContinueProcessingExceptionHandler.class.getName(),
                        "production.exception.handler",
                        "io.example.GoOn")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "processing.exception.handler", "production.exception.handler", "loses events");
    }

    /** FAULTS 20, and all at once. */
    @Test
    void refuse_aPollIntervalThatATaskMayMiss_namingEveryKey() {
        assertThat(of(Map.of(POLL, "62000"))).containsEntry(POLL, "62000");
        for (String prefix : List.of("", "consumer.", "main.consumer.")) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> of(Map.of(prefix + POLL, "61999", TIMEOUT, "59999")))
                    .withMessageContainingAll(prefix + POLL, "61999", "31000 ms", TIMEOUT, "59999");
        }
    }

    @Test
    void memberIsStatic_byTheNameInTheStateFolder() throws IOException {
        Object id = of(Map.of()).get("group.instance.id");
        assertThat(state.resolve("instance.id")).hasContent(id + "\n");
        assertThat(of(Map.of())).containsEntry("group.instance.id", id);
        assertThat(StreamsSettings.isStatic(of(Map.of()))).isTrue();

        Files.writeString(state.resolve("instance.id"), "half");
        assertThat(of(Map.of()).getProperty("group.instance.id"))
                .isNotEqualTo(id)
                .hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(strings = {"group.instance.id", "consumer.group.instance.id", "main.consumer.group.instance.id"})
    void memberIsStatic_byTheNameItIsGiven_orNotAtAll(String key) {
        assertThat(of(Map.of(key, "worker-1"))).containsEntry(key, "worker-1");
        assertThat(state.resolve("instance.id")).doesNotExist();
        assertThat(StreamsSettings.isStatic(of(Map.of(key, " ")))).isFalse();
        assertThat(of(Map.of(key, " "))).doesNotContainKey(key);
    }

    @Test
    void stateFolderThatCannotBe_isNamed() throws IOException {
        Path file = Files.writeString(state.resolve("file"), "no folder");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> StreamsSettings.of(worker(Map.of(), file)))
                .withMessageContainingAll("state.dir", file.toString());
    }

    /** FAULTS 9, fact 11. */
    @Test
    void streamsProtocol_refusesWhatItDoesNotHave_namingEveryKey() {
        Map<String, String> protocol = Map.of("group.protocol", "streams");
        assertThat(of(protocol)).doesNotContainKeys("group.instance.id", "num.standby.replicas");
        assertThat(StreamsSettings.isStatic(of(protocol))).isFalse();
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> of(Map.of(
                        "group.protocol",
                        "STREAMS",
                        "group.instance.id",
                        "worker-1",
                        "num.standby.replicas",
                        "1",
                        "consumer.session.timeout.ms",
                        "6000",
                        "heartbeat.interval.ms",
                        "2000")))
                .withMessageContainingAll(
                        "group.instance.id",
                        "num.standby.replicas",
                        "consumer.session.timeout.ms",
                        "heartbeat.interval.ms",
                        "group.protocol=streams");
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

    @Test
    void longestSilence_isHalfASession_butNeverOneHeartbeat() {
        assertThat(StreamsSettings.longestSilence(worker(Map.of()))).isEqualTo(Duration.ofMillis(22_500));
        assertThat(StreamsSettings.longestSilence(
                        worker(Map.of("session.timeout.ms", "9000", "heartbeat.interval.ms", "8000"))))
                .isEqualTo(Duration.ofSeconds(16));
    }

    private Properties of(Map<String, String> own) {
        return StreamsSettings.of(
                worker(own),
                new PipelineSettings(
                        TOPICS,
                        new WindowLimits(256, 16 << 10, 4 << 20, Duration.ofMillis(200), true),
                        new InFlightLimits(2048, 32 << 20, Duration.ofSeconds(30), Duration.ofSeconds(10)),
                        new OwnerLimits(Duration.ofSeconds(45), Duration.ofMinutes(10)),
                        1000,
                        new DuplicateRules(Policy.MARK, 0.9, 10),
                        true,
                        new DeadLetters(1 << 20)));
    }

    private WorkerSettings worker(Map<String, String> own) {
        return worker(own, state);
    }

    private static WorkerSettings worker(Map<String, String> own, Path folder) {
        return new WorkerSettings(
                "app",
                "kafka:9092",
                Map.of(),
                QdrantSettings.of("http://qdrant:6334", null),
                "collection",
                TOPICS,
                new Input.TextEvents(),
                WorkerSettings.DEFAULT_DUPLICATES,
                folder,
                1,
                own);
    }
}
