package io.kalmstream.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpKeysTest {
    @Test
    void noKeys_areTheDefaults() {
        assertThat(settings(Map.of())).contains(new HttpSettings("127.0.0.1", 8080, null, 2 << 20, 32));
    }

    @Test
    void everyKey_isRead() {
        Map<String, String> other = Map.of(
                "http.enabled", "TRUE",
                "http.host", "0.0.0.0",
                "http.port", "0",
                "http.api.key", "open sesame",
                "http.max.body.bytes", "1000",
                "http.max.concurrent.embeddings", "1");

        assertThat(HttpKeys.GROUP.definition().names()).isEqualTo(other.keySet());
        assertThat(settings(other)).contains(new HttpSettings("0.0.0.0", 0, new Password("open sesame"), 1000, 1));
    }

    @Test
    void enabledFalse_isNoHttp_whateverTheRestSays() {
        assertThat(settings(Map.of("http.enabled", "false", "http.host", "0.0.0.0")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http.enabled, yes",
        "http.host, ''",
        "http.port, -1",
        "http.port, 65536",
        "http.port, off",
        "http.api.key, ' '",
        "http.max.body.bytes, 0",
        "http.max.concurrent.embeddings, 0"
    })
    void whatMakesNoSense_isRefusedByKey(String key, String value) {
        assertThatThrownBy(() -> settings(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.7", "worker-0", "localhost.example"})
    void whereOthersReachIt_aKeyIsAskedFor(String host) {
        assertThatThrownBy(() -> settings(Map.of("http.host", host)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("http.host is " + host, "http.api.key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "::1", "localhost"})
    void onThisMachine_noKeyIsAskedFor(String host) {
        assertThat(settings(Map.of("http.host", host))).map(HttpSettings::host).contains(host);
    }

    private static Optional<HttpSettings> settings(Map<String, String> given) {
        return Problems.refuseAny(problems -> HttpKeys.settings(given, problems));
    }
}
