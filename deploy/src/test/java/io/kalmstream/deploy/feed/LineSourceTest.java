package io.kalmstream.deploy.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class LineSourceTest {
    @TempDir
    Path folder;

    @Test
    void lines_areCounted_andReadAgain() throws IOException {
        LineSource source = new LineSource(Files.writeString(folder.resolve("lines"), "a\nb\nc\n"));
        assertThat(source.lines()).isEqualTo(3);
        assertThat(read(source)).isEqualTo("a\nb\nc\n");
    }

    @Test
    @Timeout(60)
    void lines_ofAPipe_areUnknown_andStillThereToRead() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        LineSource source = new LineSource(pipe);
        assumeThat(ran("mkfifo", pipe.toString())).as("has named pipes").isTrue();
        assertThat(source.isReadable()).isTrue();
        assertThat(source.lines()).isZero();
        Process writer = new ProcessBuilder("sh", "-c", "printf 'a\\nb\\n' > \"$0\"", pipe.toString()).start();
        assertThat(read(source)).isEqualTo("a\nb\n");
        assertThat(writer.waitFor()).isZero();
    }

    @Test
    void aFolder_isNotReadable_norIsNothing() {
        assertThat(new LineSource(folder).isReadable()).isFalse();
        assertThat(new LineSource(folder.resolve("nothing")).isReadable()).isFalse();
        assertThat(new LineSource(Path.of("-")).isReadable()).isTrue();
        assertThat(new LineSource(Path.of("-"))).hasToString("standard input");
    }

    private static String read(LineSource source) throws IOException {
        try (InputStream in = source.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean ran(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
