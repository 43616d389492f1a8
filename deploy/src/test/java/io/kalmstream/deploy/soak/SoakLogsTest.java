package io.kalmstream.deploy.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SoakLogsTest {
    @TempDir
    private Path folder;

    @Test
    void errors_areFound_butForThoseThatFaultsMustLeadTo() throws IOException {
        Files.writeString(folder.resolve("worker-1.log"), """
            2026-01-01T00:00:00.000Z INFO  [main] io.kalmstream.deploy.worker.StateWatch: The worker is RUNNING
            2026-01-01T00:00:00.000Z WARN  [main] io.kalmstream.deploy.worker.StateWatch: ERROR is only a word here
            2026-01-01T00:00:01.000Z ERROR [thread] org.apache.kafka.streams.processor.internals.TaskManager: Get exceptions for the following tasks
            java.lang.IllegalStateException: io.kalmstream is only a word here
            Exception in thread "soak-1-StreamThread-2" org.apache.kafka.streams.errors.StreamsException: task [0_0] failed
            2026-01-01T00:00:02.000Z ERROR [thread] io.kalmstream.deploy.worker.FailurePolicy: A stream thread failed (BUG: x); the worker stops
            2026-01-01T00:00:02.000Z ERROR [thread] io.kalmstream.deploy.worker.FailurePolicy: A stream thread failed (RESTART: FencedInstanceIdException: x); the worker stops
            Exception in thread "load" java.lang.NullPointerException
            2026-01-01T00:00:03.000Z WARN  [thread] org.apache.kafka.clients.Other: java.lang.OutOfMemoryError: Java heap space
            """);
        Files.writeString(folder.resolve("other.txt"), "2026-01-01T00:00:02.000Z ERROR [thread] not a log");

        Findings findings = SoakLogs.check(folder);

        assertThat(findings.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("unexpected: worker-1.log:6: ")
                                .contains("FailurePolicy"),
                        line -> assertThat(line).startsWith("unexpected: worker-1.log:8: Exception in thread \"load\""),
                        line -> assertThat(line)
                                .startsWith("unexpected: worker-1.log:9: ")
                                .contains("OutOfMemoryError"));
    }
}
