package io.kalmstream.deploy.fault.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.command.ExitCode;
import io.kalmstream.deploy.worker.Readiness;
import io.kalmstream.deploy.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 4, 5 and 34: a worker is told to end while it is at work, or ends because its device hangs. */
final class StopIT {
    private static final String STOPPING =
            WorkerProgram.LEAVES.formatted(new Readiness(false, "the worker is stopping"));
    /** What Kubernetes gives by default. */
    private static final Duration GRACE = Duration.ofSeconds(30);

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

    @Test
    void underLoad_isNotReadyFirst_commitsWhatItHasDone_andExitsInOrder() throws Exception {
        Scene scene = stack.scene("stop-load", 2);
        try (Load load = scene.load();
                Child child = scene.worker("a", Map.of(), null, Duration.ofMillis(200))) {
            load.begin(Duration.ofMillis(4));
            Await.until(() -> "outputs", () -> scene.outputs().size() > 100);

            end(child, ExitCode.OK);
            List<Sent> sent = load.end();
            assertThat(Reckoning.unended(scene, sent)).as("it had more to do").isNotEmpty();
            assertCommittedIsProcessed(scene, sent);
            assertThat(scene.openTransactions()).isEmpty();

            goOn(scene, sent);
        }
    }

    @Test
    void whileTheEncoderHangs_endsAllTheSame_andCommitsNothingUnencoded() throws Exception {
        Scene scene = stack.scene("stop-hanging", 1);
        Failpoint point = new Failpoint(Site.BEFORE_ENCODE, 3, Failpoint.Act.HANG);
        try (Load load = scene.load();
                Child child = scene.worker("a", Map.of(), point, Duration.ofMillis(100))) {
            load.begin(Duration.ofMillis(4));
            child.await(Failpoint.REACHED.formatted(point));
            Await.until(() -> "more in the buffer", () -> scene.pending().size() > 100);

            end(child, ExitCode.TEMPORARY);
            List<Sent> sent = load.end();
            assertThat(Reckoning.unended(scene, sent)).as("not encoded").hasSizeGreaterThan(100);
            assertCommittedIsProcessed(scene, sent);

            goOn(scene, sent);
        }
    }

    @Test
    void encoderThatHangs_isGivenUpOnce_andEndsTheWorker() throws Exception {
        Scene scene = stack.scene("hanging", 1);
        Failpoint point = new Failpoint(Site.BEFORE_ENCODE, 3, Failpoint.Act.HANG);
        Map<String, String> deadline = Map.of("encoder.deadline.ms", "2000");
        try (Load load = scene.load();
                Child child = scene.worker("a", deadline, point, Duration.ofMillis(100))) {
            load.begin(Duration.ofMillis(4));
            assertThat(child.exitCode()).as("%s", child.lines()).isEqualTo(ExitCode.TEMPORARY);
            List<Sent> sent = load.end();
            assertThat(child.said()).startsWith(Failpoint.REACHED.formatted(point));
            assertThat(child.count("The device hangs: a call has not returned for 2000 ms. Only another process"))
                    .isPositive();
            assertThat(child.count("windows fail")).as("given up").isLessThanOrEqualTo(1);
            assertThat(child.count("another one takes over")).isZero();
            assertCommittedIsProcessed(scene, sent);

            goOn(scene, sent);
        }
    }

    private static void end(Child child, int exitCode) throws Exception {
        long begin = System.nanoTime();
        child.terminate();
        assertThat(child.exitCode()).as("%s", child.lines()).isEqualTo(exitCode);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(GRACE);
        assertThat(child.said()).as("when it leaves the group").endsWith(STOPPING);
    }

    /** Every event up to the committed offset has ended or is in the buffer, and none behind it has ended. */
    private static void assertCommittedIsProcessed(Scene scene, List<Sent> sent) throws Exception {
        Map<Integer, Long> committed = scene.committed();
        List<Sent> read = sent.stream()
                .filter(event ->
                        event.at().offset() < committed.getOrDefault(event.at().partition(), 0L))
                .toList();
        assertThat(read).isNotEmpty();
        Set<Integer> ended = Reckoning.ended(scene, read);
        assertThat(Reckoning.ended(scene, sent)).isEqualTo(ended);
        assertThat(scene.pending())
                .containsAll(
                        Reckoning.unended(scene, read).stream().map(Sent::at).toList())
                .isSubsetOf(read.stream()
                        .filter(event -> !ended.contains(event.number()))
                        .map(Sent::at)
                        .toList());
    }

    private static void goOn(Scene scene, List<Sent> sent) throws Exception {
        try (Worker _ = scene.workerHere("a", Map.of(), PassingStore.Hears.NOTHING)) {
            Reckoning.settle(scene, sent);
        }
    }
}
