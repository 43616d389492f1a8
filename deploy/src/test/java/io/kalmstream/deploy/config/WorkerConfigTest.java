package io.kalmstream.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.sinks.RecommendQuery.Strategy;
import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.duplicates.Policy;
import io.kalmstream.topology.event.mapping.Input;
import io.kalmstream.topology.profile.RecommendationRules;
import io.kalmstream.topology.profile.Recommending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkerConfigTest {
    private static final Map<String, String> LEAST = Map.of(
            "bootstrap.servers", "kafka:9092",
            "schema.registry.url", "http://registry:8081",
            "qdrant.url", "http://qdrant:6334",
            "input.topic", "events",
            "state.dir", "/var/lib/kalmstream");

    @TempDir
    Path folder;

    @Test
    void settings_haveDefaults() {
        WorkerSettings settings = settings(LEAST);
        assertThat(settings.collection()).isEqualTo("kalmstream");
        assertThat(settings.topics().inputs()).isEqualTo(List.of("events"));
        assertThat(settings.duplicates()).isEqualTo(new DuplicateRules(Policy.MARK, 0.9, null, 10));
        assertThat(settings.threads()).isEqualTo(1);
        assertThat(settings.encodeDeadline()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.leaveGroup()).isFalse();
        assertThat(settings.streams()).isEmpty();
    }

    @Test
    void settings_passOnWhatIsForOthers() {
        WorkerSettings settings = settings(with(
                LEAST,
                Map.of(
                        "streams.commit.interval.ms",
                        "500",
                        "streams.consumer.ssl.key.password",
                        "open",
                        "basic.auth.user.info",
                        "me:secret")));
        assertThat(settings.streams())
                .isEqualTo(Map.of("commit.interval.ms", "500", "consumer.ssl.key.password", new Password("open")));
        assertThat(settings.registry())
                .isEqualTo(Map.of(
                        "basic.auth.user.info",
                        new Password("me:secret"),
                        "schema.registry.url",
                        "http://registry:8081"));
    }

    @Test
    void of_namesAllThatIsWrongAtOnce_andWhatMayHaveBeenMeant() {
        Map<String, String> given = Map.of(
                "qdrant.ulr", "http://qdrant:6334",
                "inputs.topic", "events",
                "x", "y",
                "input.topic", "a, kalmstream.duplicates",
                "input.format", "xml",
                "num.stream.threads", "many",
                "schema.registry.url", " ",
                "http.host", "0.0.0.0",
                "qdrant.hnsw.m", "-1",
                "qdrant.quantization.quantile", "0.9");

        assertThatThrownBy(() -> WorkerConfig.of(given))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "13 problems",
                        "qdrant.ulr is unknown, did you mean qdrant.url?",
                        "inputs.topic is unknown, did you mean input.topic",
                        "x is unknown;",
                        "num.stream.threads",
                        "input.format",
                        "schema.registry.url",
                        "http.host",
                        "http.api.key",
                        "qdrant.hnsw.m",
                        "qdrant.quantization.quantile",
                        "bootstrap.servers is missing",
                        "state.dir is missing",
                        "qdrant.url is missing",
                        "[a, kalmstream.duplicates]")
                .hasMessageNotContaining("\n");
    }

    @Test
    void of_saysSoOfOneProblemToo() {
        Map<String, String> given = new HashMap<>(LEAST);
        given.remove("state.dir");

        assertThatThrownBy(() -> WorkerConfig.of(given))
                .hasMessage("The configuration has a problem: state.dir is missing");
    }

    @Test
    void settings_sayWhatADuplicateIs() {
        Map<String, String> given =
                Map.of("duplicates.policy", "skip", "duplicates.threshold", "0.8", "duplicates.within.ms", "3600000");

        assertThat(settings(with(LEAST, given)).duplicates())
                .isEqualTo(new DuplicateRules(Policy.SKIP, 0.8, Duration.ofHours(1), 10));
    }

    @ParameterizedTest
    @CsvSource({
        "duplicates.policy, drop",
        "duplicates.threshold, 1.5",
        "duplicates.threshold, high",
        "duplicates.within.ms, 0",
        "duplicates.within.ms, 1h"
    })
    void settings_refuseWhatIsNoRuleForDuplicates(String key, String value) {
        assertThatThrownBy(() -> settings(with(LEAST, Map.of(key, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(key, value);
    }

    @Test
    void settings_recommendNothing_unlessBothTopicsAreNamed() {
        assertThat(settings(LEAST).recommending()).isNull();
        assertThat(settings(with(LEAST, Map.of("interactions.topic", "clicks", "recommendations.topic", "next")))
                        .recommending())
                .isEqualTo(new Recommending("clicks", "next", RecommendationRules.DEFAULTS));
        assertThat(settings(with(
                                LEAST,
                                Map.of(
                                        "interactions.topic", "clicks",
                                        "recommendations.topic", "next",
                                        "recommendations.strategy", "best_score",
                                        "recommendations.limit", "5",
                                        "recommendations.diversity", "0.5",
                                        "recommendations.half.life.ms", "1000",
                                        "recommendations.debounce.ms", "0")))
                        .recommending())
                .isEqualTo(new Recommending(
                        "clicks",
                        "next",
                        new RecommendationRules(
                                Strategy.BEST_SCORE, 5, 0.5, Duration.ofSeconds(1), Duration.ZERO, 32, 1_000)));
    }

    @ParameterizedTest
    @CsvSource({
        "recommendations.topic, clicks",
        "recommendations.strategy, best",
        "recommendations.limit, 0",
        "recommendations.diversity, 1.1",
        "recommendations.half.life.ms, 0",
        "recommendations.debounce.ms, -1"
    })
    void settings_refuseWhatIsNoWayToRecommend(String key, String value) {
        Map<String, String> both = with(LEAST, Map.of("interactions.topic", "clicks", "recommendations.topic", "next"));

        assertThatThrownBy(() -> settings(with(both, Map.of(key, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(key, value);
    }

    @Test
    void settings_sayWhetherToLeaveTheGroup() {
        assertThat(settings(with(LEAST, Map.of("shutdown.leave.group", "true"))).leaveGroup())
                .isTrue();
        assertThatThrownBy(() -> settings(with(LEAST, Map.of("shutdown.leave.group", "yes"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("shutdown.leave.group");
    }

    @Test
    void settings_refuseWhatIsNoNumber() {
        assertThatThrownBy(() -> settings(with(LEAST, Map.of("num.stream.threads", "many"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("num.stream.threads");
    }

    @Test
    void settings_takeADeadline_andRefuseNone() {
        assertThat(settings(with(LEAST, Map.of("encoder.deadline.ms", "1500"))).encodeDeadline())
                .isEqualTo(Duration.ofMillis(1500));
        assertThatThrownBy(() -> settings(with(LEAST, Map.of("encoder.deadline.ms", "0"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("encoder.deadline.ms");
    }

    @Test
    void settings_takeSeveralTopics_withBlanksBetween() {
        assertThat(settings(with(LEAST, Map.of("input.topic", " a, b ")))
                        .topics()
                        .inputs())
                .isEqualTo(List.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a,,b", "a, ", ",a", "a, kalmstream.duplicates"})
    void settings_refuseTopicsThatMakeNoSense(String topics) {
        assertThatThrownBy(() -> settings(with(LEAST, Map.of("input.topic", topics))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("input.topic");
    }

    @Test
    void settings_takeAMapping_andReadTextEventsWithoutOne() {
        assertThat(settings(LEAST).input()).isEqualTo(new Input.TextEvents());
        assertThat(settings(with(LEAST, Map.of("input.format", "json", "input.text.template", "{title}\\n{body}")))
                        .input())
                .isInstanceOf(Input.Json.class);
    }

    @ParameterizedTest
    @CsvSource({
        "json, '{title', 'input.text.template'",
        "json, '', 'input.text.template'",
        "avro, '{title|upper}', 'input.text.template'",
        "string, '{title}', 'input.text.template'",
        "text-event, '{title}', 'input.text.template'",
        "xml, '{title}', 'input.format'",
    })
    void settings_refuseAMappingThatCannotWork_namingTheKey(String format, String template, String key) {
        assertThatThrownBy(() -> settings(with(LEAST, Map.of("input.format", format, "input.text.template", template))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void read_answersTheFilesKeys() throws IOException {
        Path file = Files.writeString(folder.resolve("worker.properties"), "# ours\ninput.topic = events\n");
        assertThat(ConfigFile.read(file)).isEqualTo(Map.of("input.topic", "events"));
        assertThatThrownBy(() -> ConfigFile.read(folder.resolve("nothing")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("nothing");
    }

    private static WorkerSettings settings(Map<String, String> given) {
        return WorkerConfig.of(given).worker();
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
