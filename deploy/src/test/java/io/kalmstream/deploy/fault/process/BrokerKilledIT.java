package io.kalmstream.deploy.fault.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.command.ExitCode;
import io.kalmstream.deploy.local.FreePort;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 14. */
final class BrokerKilledIT {
    private static final int KILLS = 5;

    @TempDir
    private Path data;

    private final int port = FreePort.orElseAny(0);

    @Test
    void killedBroker_isWaitedFor_andNothingIsLost() throws Exception {
        Child broker = broker(0);
        try (EmbeddedQdrant qdrant = Stack.qdrant(data)) {
            Scene scene = Scene.create(data, "127.0.0.1:" + port, qdrant.port(), "bounce", 2);
            try (Load load = scene.load();
                    Child worker = scene.worker("a", Map.of(), null, Duration.ofMillis(50))) {
                load.begin(Duration.ofMillis(10));
                for (int kill = 1; kill <= KILLS; kill++) {
                    awaitProgress(scene);
                    broker.kill();
                    assertThat(broker.exitCode()).isEqualTo(Failpoints.KILLED);
                    broker = broker(kill);
                }
                awaitProgress(scene);
                List<Sent> sent = load.end();
                Reckoning.settle(scene, sent);

                assertThat(worker.isAlive()).isTrue();
                assertThat(worker.count("The worker is ERROR")).isZero();
                assertThat(worker.count("The worker is PENDING_ERROR")).isZero();
                worker.terminate();
                assertThat(worker.exitCode()).as("%s", worker.lines()).isEqualTo(ExitCode.OK);
            }
        } finally {
            broker.close();
        }
    }

    private Child broker(int life) throws Exception {
        Child broker = Child.start(
                BrokerProgram.class,
                Map.of(),
                List.of(data.resolve("broker").toString(), Integer.toString(port)),
                data.resolve("broker-" + life + ".log"));
        broker.await(BrokerProgram.SERVES);
        return broker;
    }

    /** More is committed than before. */
    private static void awaitProgress(Scene scene) throws Exception {
        long before = total(scene);
        Await.until(() -> "progress", () -> total(scene) > before);
    }

    private static long total(Scene scene) throws Exception {
        return scene.committed().values().stream().mapToLong(Long::longValue).sum();
    }
}
