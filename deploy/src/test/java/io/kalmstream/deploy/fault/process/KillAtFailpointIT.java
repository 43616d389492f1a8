package io.kalmstream.deploy.fault.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FAULTS 1 and 2: a worker is killed at each place that events pass, and another one goes on from its state. */
final class KillAtFailpointIT {
    /** Several windows are under way when it ends, and commits are much more frequent than windows. */
    private static final Duration PACE = Duration.ofMillis(300);

    private static final int HIT = 4;

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
    @EnumSource
    void kill_losesAndDoublesNothing(Site site) throws Exception {
        Scene scene = stack.scene("kill-" + site.name().toLowerCase(Locale.ROOT).replace('_', '-'), 2);
        Failpoint point = new Failpoint(site, hit(site), Failpoint.Act.HALT);
        try (Load load = scene.load()) {
            load.begin(Duration.ofMillis(4));
            try (Child child = scene.worker("a", Map.of(), point, PACE)) {
                assertThat(child.exitCode()).as("%s", child.lines()).isEqualTo(Failpoints.KILLED);
                assertThat(child.said()).containsExactly(Failpoint.REACHED.formatted(point));
            }
            List<Sent> sent = load.end();
            assertThat(scene.pending()).as("events in the buffer, committed").isNotEmpty();
            Map<String, Kept> before = scene.points();

            try (Worker worker = scene.workerHere("a", Map.of(), PassingStore.Hears.NOTHING)) {
                Reckoning.settle(scene, sent);
                worker.requireAlive();
            }
            replays(site, before, scene.points());
        }
    }

    /** Commits come by the clock; the other places only when windows do. */
    private static int hit(Site site) {
        return switch (site) {
            case BEFORE_COMMIT -> 20;
            case AFTER_FORWARD -> 60;
            case BUFFERED, BEFORE_ENCODE, AFTER_ENCODE, BEFORE_UPSERT, AFTER_UPSERT -> HIT;
        };
    }

    /** What was acknowledged and not committed is written again, the same to the bit. */
    private static void replays(Site site, Map<String, Kept> before, Map<String, Kept> after) {
        int again = 0;
        for (Map.Entry<String, Kept> entry : after.entrySet()) {
            Kept now = entry.getValue();
            Kept then = before.getOrDefault(entry.getKey(), now);
            if (then.point().source().equals(now.point().source())) {
                assertThat(now.vector()).isEqualTo(then.vector());
                // Of another owner: its fence is another one.
                again += then.point().equals(now.point()) ? 0 : 1;
            }
        }
        if (site == Site.AFTER_UPSERT) {
            assertThat(again).as("points written again").isPositive();
        }
    }
}
