package io.kalmstream.deploy.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class ContainerLogTest {
    private static final Logger log = LoggerFactory.getLogger(ContainerLogTest.class);

    @TempDir
    Path folder;

    @Test
    void close_leavesTheStreamOpen() throws IOException {
        try (FileOutputStream out = new FileOutputStream(folder.resolve("log").toFile())) {
            ContainerLog.open(out).close();
            out.write('x');
        }
        assertThat(folder.resolve("log")).hasContent("x");
    }

    @Test
    void log_hasStackTraces_untilItIsClosed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ContainerLog _ = ContainerLog.open(out)) {
            log.warn("odd", new IllegalStateException("inner"));
        }
        log.warn("after");
        assertThat(out.toString(UTF_8))
                .contains(
                        "ContainerLogTest: odd",
                        "IllegalStateException: inner",
                        "\tat " + ContainerLogTest.class.getName())
                .doesNotContain("after");
    }
}
