package io.kalmstream.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScratchFolderTest {
    @Test
    void close_filesWritten_areGoneWithTheFolder() throws IOException {
        Path written;
        try (ScratchFolder folder = ScratchFolder.create()) {
            written = folder.file("a");
            Files.writeString(written, "content");
            folder.file("never written");
        }

        assertThat(written).doesNotExist();
        assertThat(written.getParent()).doesNotExist();
    }
}
