package io.kalmstream.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {
    @TempDir
    Path outside;

    @Test
    void close_removesATemporaryFolder_butNothingALinkInItPointsTo() throws IOException {
        Path kept = Files.writeString(outside.resolve("kept"), "kept");
        DataFolder folder = DataFolder.open(null);
        Files.createDirectories(folder.path().resolve("a/b"));
        Files.writeString(folder.path().resolve("a/b/file"), "text");
        Files.createSymbolicLink(folder.path().resolve("link"), outside);

        folder.close();

        assertThat(folder.path()).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    void open_saysWhatIsInTheWay() throws IOException {
        Path file = Files.writeString(outside.resolve("file"), "text");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> DataFolder.open(file))
                .withMessageContaining("there is a file at " + file);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> DataFolder.open(file.resolve("below")))
                .withMessageContaining(file.toString());
    }

    @Test
    void close_keepsAFolderThatWasNamed() {
        Path named = outside.resolve("data/here");
        DataFolder.open(named).close();
        assertThat(named).isDirectory();
    }
}
