package io.kalmstream.encoder.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {
    private static final Path HOME = Path.of("/home/u");

    @Test
    void of_emptyEnvironment_isThePublicHubAndItsUsualCache() {
        HubSettings settings = HubSettings.of(Map.of(), HOME);

        assertThat(settings.endpoint()).isEqualTo(URI.create("https://huggingface.co"));
        assertThat(settings.cache()).isEqualTo(HOME.resolve(".cache/huggingface/hub"));
        assertThat(settings.token()).isEmpty();
        assertThat(settings.offline()).isFalse();
        assertThat(settings.links()).isTrue();
    }

    @Test
    void of_cacheVariables_theMoreExactWins() {
        assertThat(HubSettings.of(Map.of("XDG_CACHE_HOME", "/x"), HOME).cache())
                .isEqualTo(Path.of("/x/huggingface/hub"));
        assertThat(HubSettings.of(Map.of("XDG_CACHE_HOME", "/x", "HF_HOME", "~/hf"), HOME)
                        .cache())
                .isEqualTo(HOME.resolve("hf/hub"));
        assertThat(HubSettings.of(Map.of("HF_HOME", "/hf", "HF_HUB_CACHE", "/c"), HOME)
                        .cache())
                .isEqualTo(Path.of("/c"));
    }

    @Test
    void of_token_comesFromTheEnvironmentOrItsFile(@TempDir Path home) throws IOException {
        Files.writeString(home.resolve("token"), "hf_file\n");
        Map<String, String> file = Map.of("HF_HOME", home.toString());

        assertThat(HubSettings.of(file, HOME).token().orElseThrow().headerValue())
                .isEqualTo("Bearer hf_file");
        Map<String, String> both = Map.of("HF_HOME", home.toString(), "HF_TOKEN", "hf_env");
        assertThat(HubSettings.of(both, HOME).token().orElseThrow().headerValue())
                .isEqualTo("Bearer hf_env");
    }

    @Test
    void toString_settingsWithToken_hideIt() {
        assertThat(HubSettings.of(Map.of("HF_TOKEN", "hf_secret"), HOME).toString())
                .contains("[hidden]")
                .doesNotContain("hf_secret");
    }

    @Test
    void of_tokenThatWouldBreakAHeader_isRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> HubSettings.of(Map.of("HF_TOKEN", "hf_a\r\nHost: evil"), HOME))
                .isInstanceOf(HubException.class)
                .hasMessageNotContaining("hf_a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "Yes", "ON"})
    void of_offlineInAnySpelling_isOffline(String value) {
        assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", value), HOME).offline())
                .isTrue();
        assertThat(HubSettings.of(Map.of("TRANSFORMERS_OFFLINE", value), HOME).offline())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"huggingface.co", "ftp://huggingface.co", "https://user:secret@huggingface.co", "::"})
    void of_endpointThatIsNone_isRefusedWithoutQuotingIt(String value) {
        assertThatThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", value), HOME))
                .hasMessageContaining("HF_ENDPOINT")
                .hasMessageNotContaining("secret");
    }

    @Test
    void of_endpointWithSlash_isTheSameEndpoint() {
        assertThat(HubSettings.of(Map.of("HF_ENDPOINT", "https://hub.example/"), HOME)
                        .endpoint())
                .isEqualTo(URI.create("https://hub.example"));
    }
}
