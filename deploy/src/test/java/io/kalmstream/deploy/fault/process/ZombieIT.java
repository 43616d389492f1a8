package io.kalmstream.deploy.fault.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.command.ExitCode;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 6 and 48: a worker stands still for so long that another one takes its place, and then goes on where it was. */
final class ZombieIT {
    private static final DocumentKey GONE = new DocumentKey("", "gone");
    /** The second window, which gathers everything else while the first event is encoded. */
    private static final Failpoint LATE = new Failpoint(Site.BEFORE_UPSERT, 2, Failpoint.Act.HOLD);

    private static final Duration PACE = Duration.ofMillis(400);
    /** Commits so rarely that its transaction is open when it is stopped. */
    private static final Map<String, String> ZOMBIE = Map.of(
            "streams.commit.interval.ms", "5000",
            "streams.producer.transaction.timeout.ms", "6000");

    @TempDir
    private Path data;

    /** How often the successor has deleted the document. */
    private final AtomicInteger deletions = new AtomicInteger();

    @Test
    void zombie_commitsNothing_itsLateWritesAreRefused_andTheDeletedStaysDeleted() throws Exception {
        try (Stack stack = Stack.start(data)) {
            Scene scene = stack.scene("zombie", 1);
            try (Load load = scene.load();
                    Child zombie = scene.worker("zombie", ZOMBIE, LATE, PACE)) {
                write(load);
                zombie.await(Failpoint.REACHED.formatted(LATE));
                Set<String> open = scene.openTransactions();
                assertThat(open).as("the zombie's transaction").hasSize(1);
                zombie.stop();

                try (Worker successor = successor(scene)) {
                    write(load);
                    load.tombstone(GONE.id());
                    scene.awaitSettled(load.sent());
                    assertThat(scene.openTransactions()).doesNotContainAnyElementsOf(open);
                    letTheZombieGoOn(scene, zombie);
                    Reckoning.settle(scene, load.sent());
                    successor.requireAlive();
                }
                itIsAWorkerAgain(scene, load, zombie);
            }
        }
    }

    /** Right after the successor has deleted once more, so that the zombie's write comes between two such times. */
    private void letTheZombieGoOn(Scene scene, Child zombie) throws Exception {
        awaitDeletion();
        scene.letGo();
        zombie.resume();
        zombie.await(WorkerProgram.STALE.substring(0, 5));
        assertThat(zombie.said())
                .as("its write was late for what is there and came through for what is not")
                .contains(WorkerProgram.STALE.formatted(List.of(GONE.id())));
        // By whoever owns the partition now: the zombie is a member again.
        Await.until(() -> "the deleted is deleted again", () -> !scene.points().containsKey(Kept.id(GONE)));
    }

    /** With both its lives over and the successor gone, it does what there is to do. */
    private static void itIsAWorkerAgain(Scene scene, Load load, Child zombie) throws Exception {
        write(load);
        Reckoning.settle(scene, load.end());
        assertThat(zombie.isAlive()).isTrue();
        zombie.terminate();
        assertThat(zombie.exitCode()).as("%s", zombie.lines()).isEqualTo(ExitCode.OK);
    }

    private static void write(Load load) {
        for (int i = 0; i < 10; i++) {
            load.text("kept-" + i);
        }
        load.text(GONE.id());
        load.bad();
    }

    private Worker successor(Scene scene) {
        return scene.workerHere("successor", Map.of(), (_, _, changes, _) -> {
            if (changes.contains(new Change.Delete(GONE)) || changes.contains(new Change.DeleteOwn(GONE))) {
                deletions.incrementAndGet();
            }
        });
    }

    private void awaitDeletion() throws Exception {
        int before = deletions.get();
        Await.until(() -> "one more deletion", () -> deletions.get() > before);
    }
}
