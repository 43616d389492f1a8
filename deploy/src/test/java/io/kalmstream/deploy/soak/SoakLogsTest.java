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
            2026-01-01T00:00:00.000Z INFO  [main] StateWatch: The worker is RUNNING
            2026-01-01T00:00:00.000Z WARN  [main] StateWatch: ERROR is only a word here
            2026-01-01T00:00:01.000Z ERROR [thread] TaskManager: Get exceptions for the following tasks: {0_0=org.apache.kafka.streams.errors.TaskCorruptedException: Tasks [0_0] are corrupted and hence need to be re-initialized}
            2026-01-01T00:00:01.000Z ERROR [handler] ControllerApis: Unexpected error handling request RequestHeader(apiKey=CONTROLLER_REGISTRATION, apiVersion=0)
            java.util.concurrent.CompletionException: org.apache.kafka.common.errors.NotControllerException: The active controller appears to be node 1.
            Exception in thread "soak-1-StreamThread-2" org.apache.kafka.streams.errors.StreamsException: stream-thread [soak-1-StreamThread-2] task [0_0] failed
            2026-01-01T00:00:02.000Z ERROR [thread] FailurePolicy: A stream thread failed (BUG: x); the worker stops
            Exception in thread "load" java.lang.NullPointerException
            """);
        Files.writeString(folder.resolve("other.txt"), "2026-01-01T00:00:02.000Z ERROR [thread] not a log");

        Findings findings = SoakLogs.check(folder);

        assertThat(findings.lines()).hasSize(2);
        assertThat(findings.lines().getFirst())
                .startsWith("unexpected: worker-1.log:7: ")
                .contains("FailurePolicy");
        assertThat(findings.lines().getLast()).startsWith("unexpected: worker-1.log:8: Exception in thread");
    }
}
