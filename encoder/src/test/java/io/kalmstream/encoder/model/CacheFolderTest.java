package io.kalmstream.encoder.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
    private static final Path HOME = Path.of("home");

    @Test
    void of_nothingSaid_isInTheUsersCache() {
        assertThat(CacheFolder.of(Map.of("KALMSTREAM_CACHE", " "), HOME).path())
                .isEqualTo(HOME.resolve(".cache").resolve("kalmstream"));
    }

    @Test
    void of_variable_isWhatItSays() {
        assertThat(CacheFolder.of(Map.of("KALMSTREAM_CACHE", "elsewhere"), HOME).path())
                .isEqualTo(Path.of("elsewhere"));
    }
}
