package io.kalmstream.deploy.fault.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.command.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 3: the shape of Kafka's own test of exactly-once, with a vector store at the end. */
final class KillUnderLoadIT {
    private static final int WORKERS = 3;
    private static final int KILLS = 3;
    /** Long, so that whoever is killed has a transaction open. */
    private static final Map<String, String> TIMES =
            Map.of("streams.commit.interval.ms", "5000", "streams.session.timeout.ms", "4000");

    private static final int MOST_WAIT_MILLIS = 1_500;

    @TempDir
    private Path data;

    @Test
    void threeWorkers_killedAtRandom_loseAndDoubleNothing() throws Exception {
        Random random = Seed.random();
        List<Child> workers = new ArrayList<>();
        try (Stack stack = Stack.start(data)) {
            Scene scene = stack.scene("churn", WORKERS);
            try (Load load = scene.load()) {
                for (int worker = 0; worker < WORKERS; worker++) {
                    workers.add(worker(scene, worker));
                }
                load.begin(Duration.ofMillis(5));
                for (int kill = 0; kill < KILLS; kill++) {
                    killWithOpenTransaction(scene, workers, random);
                }
                Reckoning.settle(scene, load.end());
                for (Child worker : workers) {
                    worker.terminate();
                    assertThat(worker.exitCode()).as("%s", worker.lines()).isEqualTo(ExitCode.OK);
                }
            }
        } finally {
            workers.forEach(Child::close);
        }
    }

    /** One of them, whose transaction the broker must find open afterwards; then it is started again. */
    private static void killWithOpenTransaction(Scene scene, List<Child> workers, Random random) throws Exception {
        int victim = random.nextInt(WORKERS);
        Await.until(
                () -> "every worker has a partition: " + scene.openTransactions(),
                () -> scene.openTransactions().size() == WORKERS);
        LockSupport.parkNanos(
                Duration.ofMillis(random.nextInt(MOST_WAIT_MILLIS)).toNanos());
        String id = scene.processId("w" + victim);
        Await.until(
                () -> "a transaction of the victim's: " + scene.openTransactions(),
                () -> scene.openTransactions().stream().anyMatch(transaction -> transaction.contains(id)));

        workers.get(victim).kill();
        assertThat(workers.get(victim).exitCode()).isEqualTo(Failpoints.KILLED);
        assertThat(scene.openTransactions()).as(Seed.repeat()).anyMatch(transaction -> transaction.contains(id));
        workers.set(victim, worker(scene, victim));
    }

    private static Child worker(Scene scene, int number) throws IOException {
        return scene.worker("w" + number, TIMES, null, Duration.ofMillis(50));
    }
}
