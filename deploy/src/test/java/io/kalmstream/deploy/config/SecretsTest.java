package io.kalmstream.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** FAULTS 68, as far as the configuration goes. */
final class SecretsTest {
    private static final String CANARY = "canary-7f3a";

    @Test
    void secrets_areInNoMessage_andInNothingThatIsRead() {
        Map<String, String> given = new HashMap<>(Map.of(
                "bootstrap.servers", "kafka:9092",
                "schema.registry.url", "http://registry:8081",
                "qdrant.url", "http://localhost:6334",
                "input.topic", "events",
                "state.dir", "/var/lib/kalmstream",
                "streams.sasl.jaas.config", CANARY,
                "streams.ssl.key.password", CANARY,
                "streams.consumer.ssl.keystore.password", CANARY));
        List<String> secrets = ConfigKeys.groups().stream()
                .flatMap(group -> group.definition().configKeys().values().stream())
                .filter(key -> key.type == ConfigDef.Type.PASSWORD)
                .map(key -> key.name)
                .toList();
        assertThat(secrets)
                .contains(
                        "http.api.key",
                        "qdrant.api.key",
                        "basic.auth.user.info",
                        "bearer.auth.token",
                        "bearer.auth.client.secret",
                        "sasl.jaas.config",
                        "schema.registry.ssl.keystore.password");
        secrets.forEach(key -> given.put(key, CANARY));

        WorkerConfig read = ConfigSources.read(null, Map.of(), given).worker();
        assertThat(read.toString()).contains("[hidden]").doesNotContain(CANARY);
        assertThat(given.keySet())
                .filteredOn(key -> CANARY.equals(given.get(key)))
                .allSatisfy(
                        key -> assertThat(ConfigKeys.shown(key, CANARY)).as(key).isEqualTo("[hidden]"));

        given.put("qdrant.url", "http://elsewhere:6334");
        given.put("http.port", "x");
        assertThat(ConfigSources.read(null, Map.of(), given).problems())
                .hasSize(2)
                .noneMatch(problem -> problem.contains(CANARY));
    }
}
