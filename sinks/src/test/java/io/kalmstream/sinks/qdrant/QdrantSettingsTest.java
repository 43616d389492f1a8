package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QdrantSettingsTest {
    private static final ApiKey KEY = new ApiKey("s3cr3t");

    @Test
    void of_defaults() {
        QdrantSettings settings = QdrantSettings.of("http://qdrant.example", null);

        assertThat(settings)
                .isEqualTo(new QdrantSettings(
                        "qdrant.example",
                        6334,
                        false,
                        null,
                        Duration.ofSeconds(30),
                        256,
                        4_000_000,
                        RetryBudget.DEFAULT,
                        1));
        assertThat(settings.url()).isEqualTo("http://qdrant.example:6334");
    }

    @Test
    void of_httpsWithPort() {
        QdrantSettings settings = QdrantSettings.of("HTTPS://qdrant.example:443/", KEY);

        assertThat(settings.tls()).isTrue();
        assertThat(settings.port()).isEqualTo(443);
    }

    @Test
    void of_ipv6() {
        QdrantSettings settings = QdrantSettings.of("http://[::1]:7000", KEY);

        assertThat(settings.host()).isEqualTo("::1");
        assertThat(settings.url()).isEqualTo("http://[::1]:7000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qdrant:6334",
                "qdrant.example",
                "grpc://host:1",
                "http://",
                "http://host:1/path",
                "http://host?x=1",
                "http://host#x",
                "http://host:99999",
                "http://a b",
                ""
            })
    void of_notAnAddress(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> QdrantSettings.of(url, null));
    }

    @Test
    void of_passwordInUrl_isNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QdrantSettings.of("http://me:s3cr3t@host", null))
                .withMessageNotContaining("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost", "http://127.0.0.1", "http://127.8.8.8", "http://[::1]", "https://far.example"
            })
    void apiKey_staysHereOrIsEncrypted(String url) {
        assertThat(QdrantSettings.of(url, KEY).apiKey()).isSameAs(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://far.example", "http://10.0.0.1", "http://localhost.example", "http://[2001:db8::1]"})
    void apiKey_neverUnencryptedToElsewhere(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QdrantSettings.of(url, KEY))
                .withMessageContaining("https://")
                .withMessageNotContaining("s3cr3t");
    }

    @Test
    void withConnections_changesNothingElse() {
        QdrantSettings settings = QdrantSettings.of("https://far.example", KEY);

        assertThat(settings.withConnections(3).connections()).isEqualTo(3);
        assertThat(settings.withConnections(3).withConnections(1)).isEqualTo(settings);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withConnections(0))
                .withMessageContaining("connections");
    }

    @Test
    void toString_hidesTheKey() {
        assertThat(QdrantSettings.of("https://far.example", KEY).toString())
                .contains("[hidden]")
                .doesNotContain("s3cr3t");
    }
}
