package io.kalmstream.deploy.fault.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.command.ExitCode;
import io.kalmstream.deploy.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FAULTS 10: whatever a stream thread does first kills it, each time. */
final class PoisonIT {
    /** The next thread gets the partitions when the dead one's session is over. */
    private static final Map<String, String> SHORT_SESSION =
            Map.of("streams.session.timeout.ms", "1000", "streams.heartbeat.interval.ms", "300");

    @TempDir
    private static Path data;

    private static Stack stack;

    @BeforeAll
    static void start() throws IOException {
        stack = Stack.start(data);
    }

    @AfterAll
    static void stop() throws IOException {
        stack.close();
    }

    @ParameterizedTest
    @CsvSource({"FAIL, 0, " + ExitCode.BUG, "FAIL_FOR_NOW, 10, " + ExitCode.TEMPORARY})
    void threadThatDiesEachTime_endsTheWorker_soon_andLosesNothing(Failpoint.Act act, int replacements, int exitCode)
            throws Exception {
        Scene scene = stack.scene("poison-" + act.name().replace('_', '-'), 1);
        Failpoint point = new Failpoint(Site.BUFFERED, 1, act);
        try (Load load = scene.load();
                Child child = scene.worker("a", SHORT_SESSION, point, Duration.ZERO)) {
            load.send(50);
            List<Sent> sent = load.end();
            assertThat(child.exitCode()).as("%s", child.lines()).isEqualTo(exitCode);
            assertThat(child.said()).contains(Failpoint.REACHED.formatted(point));
            assertThat(child.count("another one takes over")).isEqualTo(replacements);
            assertThat(child.count("the worker stops")).as("the last thread").isEqualTo(1);
            assertThat(scene.outputs()).isEmpty();

            try (Worker _ = scene.workerHere("a", Map.of(), PassingStore.Hears.NOTHING)) {
                Reckoning.settle(scene, sent);
            }
        }
    }
}
