package io.kalmstream.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigSourcesTest {
    private static final Map<String, String> LEAST = Map.of(
            "bootstrap.servers", "kafka:9092",
            "schema.registry.url", "http://registry:8081",
            "qdrant.url", "http://localhost:6334",
            "input.topic", "events",
            "state.dir", "/var/lib/kalmstream");

    @TempDir
    Path folder;

    @Test
    void read_prefersOptionsOverTheEnvironment_andThatOverTheFile() throws IOException {
        Path file = file("qdrant.url=a\nqdrant.collection=a\ninput.topic=a\n");

        ConfigSources sources = ConfigSources.read(
                file,
                Map.of("KALMSTREAM_QDRANT_COLLECTION", "b", "KALMSTREAM_INPUT_TOPIC", "b", "PATH", "/bin"),
                Map.of("input.topic", "c"));

        assertThat(sources.values()).isEqualTo(Map.of("qdrant.url", "a", "qdrant.collection", "b", "input.topic", "c"));
        assertThat(sources.origin("qdrant.url")).isEqualTo(Origin.FILE);
        assertThat(sources.origin("qdrant.collection")).isEqualTo(Origin.ENVIRONMENT);
        assertThat(sources.origin("input.topic")).isEqualTo(Origin.OPTION);
        assertThat(sources.origin("encoder.model")).isEqualTo(Origin.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "KALMSTREAM_QDRANT_API_KEY, qdrant.api.key",
        "KALMSTREAM_DUPLICATES_WITHIN_MS, duplicates.within.ms",
        "KALMSTREAM_SCHEMA_REGISTRY_SSL_KEYSTORE_LOCATION, schema.registry.ssl.keystore.location",
        "KALMSTREAM_STREAMS_NUM_STANDBY_REPLICAS, streams.num.standby.replicas",
        "KALMSTREAM_STREAMS_MAIN_CONSUMER_GROUP_INSTANCE_ID, streams.main.consumer.group.instance.id",
        "KALMSTREAM_STREAMS_MY_PLUGINS_OWN, streams.my.plugins.own"
    })
    void aVariable_standsForAKey(String name, String key) {
        assertThat(ConfigSources.read(null, Map.of(name, "x"), Map.of()).values())
                .isEqualTo(Map.of(key, "x"));
    }

    @Test
    void everyKey_hasAVariableOfItsOwn() {
        assertThat(ConfigKeys.names()).extracting(Variables::of).doesNotHaveDuplicates();
    }

    @Test
    void aVariableOfNoKey_isRefused_withWhatMayHaveBeenMeant() {
        assertThatThrownBy(() -> ConfigSources.read(null, Map.of("KALMSTREAM_QDRANT_ULR", "x"), LEAST)
                        .worker())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "the variable KALMSTREAM_QDRANT_ULR is unknown, did you mean KALMSTREAM_QDRANT_URL?");
    }

    @ParameterizedTest
    @CsvSource({
        "KALMSTREAM_HEAP, 2g",
        "KALMSTREAM_JAVA_OPTIONS, -Xint",
        "KALMSTREAM_JAVA_HOME, /jdk",
        "KALMSTREAM_CACHE, /cache",
        "KALMSTREAM_QDRANT_URL, ''",
        "KALMSTREAM_WORKER_SERVICE_HOST, 10.0.0.1",
        "KALMSTREAM_SERVICE_PORT_HTTP, 8080",
        "KALMSTREAM_PORT, tcp://10.0.0.1:8080",
        "KALMSTREAM_PORT_8080_TCP_ADDR, 10.0.0.1"
    })
    void variablesOfOthers_andEmptyOnes_arePassedOver(String name, String value) {
        assertThat(ConfigSources.read(null, Map.of(name, value), LEAST).known()).isEqualTo(LEAST);
    }

    @Test
    void theFile_mayBeNamedByTheEnvironment() throws IOException {
        Map<String, String> environment =
                Map.of("KALMSTREAM_CONFIG", file("input.topic=a\n").toString());

        assertThat(ConfigSources.read(null, environment, Map.of()).values()).isEqualTo(Map.of("input.topic", "a"));
        assertThat(ConfigSources.read(file("input.topic=b\n"), environment, Map.of())
                        .values())
                .isEqualTo(Map.of("input.topic", "b"));
    }

    @ParameterizedTest
    @CsvSource({
        "${file:/etc/passwd:root}, config.providers.file.paths",
        "${dir:/etc:hostname}, config.providers.file.paths",
        "${env:HOME}, config.providers.env.pattern"
    })
    void nothingIsFetched_unlessItIsAllowed(String value, String key) {
        assertThatThrownBy(() -> read(Map.of("HOME", "/root"), Map.of("qdrant.api.key", value))
                        .worker())
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("qdrant.api.key: " + value + " is not allowed", key)
                .hasMessageNotContaining("/root");
    }

    @Test
    void whatIsAllowed_isFetched_andNeverWrittenBack() throws IOException {
        Path secrets = Files.writeString(folder.resolve("secrets.properties"), "key=canary-1\n");
        Files.writeString(folder.resolve("topic"), "canary-2");
        ConfigSources sources = read(
                Map.of("MY_TOKEN", "canary-3"),
                Map.of(
                        "config.providers.file.paths",
                        folder.toString(),
                        "config.providers.env.pattern",
                        "MY_.*",
                        "qdrant.api.key",
                        "${file:" + secrets + ":key}",
                        "input.topic",
                        "${dir:" + folder + ":topic}",
                        "basic.auth.user.info",
                        "me:${env:MY_TOKEN}"));

        assertThat(sources.values())
                .containsEntry("qdrant.api.key", "canary-1")
                .containsEntry("input.topic", "canary-2")
                .containsEntry("basic.auth.user.info", "me:canary-3");
        assertThat(sources.problems()).isEmpty();
        assertThat(sources.written().toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"num.stream.threads", "qdrant.url", "input.format", "http.port", "qdrant.payload.indexes"})
    void whatWasFetched_isNotPartOfAnError(String key) {
        ConfigSources sources = read(
                Map.of("MY_VALUE", "canary-4"),
                Map.of("config.providers.env.pattern", "MY_VALUE", key, "${env:MY_VALUE}"));

        assertThat(sources.problems()).singleElement().asString().contains(key).doesNotContain("canary");
    }

    @Test
    void aLinkOutOfWhatIsAllowed_isNotFollowed() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Path outside = Files.writeString(folder.resolve("outside.properties"), "key=canary\n");
        Path link = Files.createSymbolicLink(inside.resolve("link.properties"), outside);
        Map<String, String> allowed = Map.of("config.providers.file.paths", inside.toString());

        for (String value : new String[] {
            "${file:" + link + ":key}",
            "${file:" + inside + "/../outside.properties:key}",
            "${dir:" + inside + ":link.properties}",
            "${dir:" + inside + ":../outside.properties}"
        }) {
            Map<String, String> options = new HashMap<>(allowed);
            options.put("qdrant.api.key", value);
            assertThat(read(Map.of(), options).problems())
                    .as(value)
                    .singleElement()
                    .asString()
                    .contains("qdrant.api.key", "is not allowed", "config.providers.file.paths");
        }
    }

    @Test
    void whatIsNotThere_isSaid() {
        Map<String, String> options = Map.of(
                "config.providers.file.paths",
                folder.toString(),
                "config.providers.env.pattern",
                "NO_.*",
                "qdrant.api.key",
                "${file:" + folder.resolve("nothing") + ":key}",
                "http.api.key",
                "${env:NO_SUCH}");

        assertThat(read(Map.of(), options).problems())
                .anySatisfy(problem -> assertThat(problem).contains("qdrant.api.key", "not there"))
                .anySatisfy(problem -> assertThat(problem).contains("http.api.key", "not set"));
    }

    private ConfigSources read(Map<String, String> environment, Map<String, String> more) {
        Map<String, String> options = new HashMap<>(LEAST);
        options.putAll(more);
        return ConfigSources.read(null, environment, options);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "worker", ".properties"), text);
    }
}
