package io.kalmstream.encoder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.checkpoint.DataType;
import io.kalmstream.encoder.checkpoint.WeightTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFolderTest {
    @TempDir
    Path folder;

    @Test
    void of_linksIntoAnotherFolder_isThatFolder() throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("blobs"));
        Path snapshot = Files.createDirectories(folder.resolve("snapshots/1"));
        Files.createFile(blobs.resolve("0a1b"));
        Path link = Files.createSymbolicLink(snapshot.resolve("model.safetensors"), Path.of("../../blobs/0a1b"));

        WeightsFolder found = WeightsFolder.of(List.of(tensor(link)));

        assertThat(found.path()).isEqualTo(blobs.toRealPath());
        assertThat(found.location(link)).isEqualTo("0a1b");
    }

    @Test
    void of_filesInSeveralFolders_isWhatTheyHaveInCommon() throws IOException {
        Path left =
                Files.createFile(Files.createDirectories(folder.resolve("a/b")).resolve("1"));
        Path right = Files.createFile(
                Files.createDirectories(folder.resolve("a/c/d")).resolve("2"));

        WeightsFolder found = WeightsFolder.of(List.of(tensor(left), tensor(right), tensor(left)));

        assertThat(found.path()).isEqualTo(folder.resolve("a").toRealPath());
        assertThat(found.location(left)).isEqualTo("b/1");
        assertThat(found.location(right)).isEqualTo("c/d/2");
    }

    @Test
    void of_fileThatIsGone_isRefusedByName() {
        Path gone = folder.resolve("gone.safetensors");

        assertThatThrownBy(() -> WeightsFolder.of(List.of(tensor(gone))))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("gone.safetensors");
    }

    private static WeightTensor tensor(Path file) {
        return new WeightTensor("a tensor", DataType.F32, List.of(1L), file, 0);
    }
}
