package io.kalmstream.deploy.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.deploy.config.ConfigKeys;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The compose file: what it names exists, and nothing in it has more rights than it needs. Compose itself is not run here. */
final class ComposeTest {
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:v?\\d+\\.\\d+\\.\\d+(-unprivileged)?");
    private static final Path FOLDER = Path.of("compose");

    private static JsonNode compose;

    @BeforeAll
    static void read() throws IOException {
        // Anchors and merges, which Jackson does not resolve.
        Map<?, ?> all = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(new StringReader(Shipped.text("compose/compose.yaml")));
        compose = new ObjectMapper().valueToTree(all);
    }

    @Test
    void everyService_isPinned_hasNoRights_andIsReachedFromThisMachineOnly() {
        assertThat(compose.get("services").properties()).hasSize(7).allSatisfy(entry -> {
            JsonNode service = entry.getValue();
            assertThat(service.path("image").asText()).matches(PINNED);
            assertThat(service.at("/cap_drop/0").asText()).isEqualTo("ALL");
            assertThat(service.path("cap_add").isMissingNode()).isTrue();
            assertThat(service.path("privileged").asBoolean()).isFalse();
            assertThat(service.at("/security_opt/0").asText()).isEqualTo("no-new-privileges:true");
            assertThat(service.path("read_only").asBoolean())
                    .isEqualTo(!entry.getKey().equals("kafka"));
            service.path("ports").forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
        });
    }

    @Test
    void whatIsWaitedFor_canBeWaitedFor() {
        JsonNode services = compose.get("services");
        services.properties()
                .forEach(entry -> entry.getValue()
                        .path("depends_on")
                        .properties()
                        .forEach(needed -> {
                            JsonNode other = services.get(needed.getKey());
                            assertThat(other).as(needed.getKey()).isNotNull();
                            switch (needed.getValue().path("condition").asText()) {
                                case "service_healthy" ->
                                    assertThat(other.has("healthcheck")).isTrue();
                                case "service_completed_successfully" ->
                                    assertThat(other.path("restart").asText()).isEqualTo("no");
                                case String condition -> fail("unknown condition " + condition);
                            }
                        }));
        assertThat(services.at("/worker/depends_on").properties()).hasSize(3);
    }

    @Test
    void volumesAndFiles_exist() {
        compose.get("services")
                .forEach(service -> service.path("volumes").forEach(volume -> {
                    String source = volume.asText().split(":", -1)[0];
                    if (source.startsWith(".")) {
                        assertThat(Files.exists(FOLDER.resolve(source)))
                                .as(source)
                                .isTrue();
                    } else {
                        assertThat(compose.get("volumes").has(source))
                                .as(source)
                                .isTrue();
                    }
                }));
        JsonNode build = compose.at("/services/worker/build");
        assertThat(FOLDER.resolve(build.path("context").asText())
                        .resolve(build.path("dockerfile").asText()))
                .exists();
        assertThat(Shipped.yaml("compose/prometheus.yml")
                        .at("/scrape_configs/0/static_configs/0/targets/0")
                        .asText())
                .isEqualTo("worker:8080");
    }

    @Test
    void everyVariableOfTheWorker_isAKey() {
        Set<String> known = ConfigKeys.groups().stream()
                .flatMap(group -> group.definition().names().stream())
                .map(key -> "KALMSTREAM_" + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
                .collect(Collectors.toSet());
        assertThat(compose.at("/services/worker/environment").properties())
                .isNotEmpty()
                .extracting(Map.Entry::getKey)
                .allMatch(name -> known.contains(name) || name.startsWith("KALMSTREAM_STREAMS_"));
        assertThat(compose.at("/services/worker/stop_grace_period").asText()).isEqualTo("60s");
    }
}
