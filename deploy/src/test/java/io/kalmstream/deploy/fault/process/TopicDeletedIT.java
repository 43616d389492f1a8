package io.kalmstream.deploy.fault.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.command.ExitCode;
import io.kalmstream.deploy.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 22: a topic is deleted that vectors are on their way to, all the time. */
final class TopicDeletedIT {
    /** A producer tries for two minutes otherwise, and a worker that stops waits for it for twenty seconds. */
    private static final Map<String, String> SHORT_TRIES = Map.of(
            "streams.producer.delivery.timeout.ms", "3000",
            "streams.producer.request.timeout.ms", "1500",
            "streams.producer.max.block.ms", "3000");

    @TempDir
    private Path data;

    @Test
    void outputDeleted_endsTheWorker_andLosesNothing() throws Exception {
        try (Stack stack = Stack.start(data)) {
            Scene scene = stack.scene("deleted", 1);
            try (Load load = scene.load();
                    Child worker = scene.worker("a", SHORT_TRIES, null, Duration.ofMillis(20))) {
                load.begin(Duration.ofMillis(10));
                Await.until(() -> "some are out", () -> !scene.outputs().isEmpty());
                try (Admin admin = scene.admin()) {
                    admin.deleteTopics(Set.of("deleted-vectors")).all().get();
                }
                assertThat(worker.exitCode()).as("%s", worker.lines()).isEqualTo(ExitCode.CONFIGURATION);
                assertThat(worker.error())
                        .contains("topic deleted-vectors was deleted while the worker used it; create it again");
                assertThat(scene.letters().stream()
                                .filter(letter -> letter.code().startsWith("STORE")))
                        .isEmpty();
                List<Sent> sent = load.end();

                scene.createTopics(List.of("deleted-vectors"));
                try (Worker _ = scene.workerHere("a", Map.of(), PassingStore.Hears.NOTHING)) {
                    scene.awaitSettled(sent);
                    Reckoning.requirePoints(scene, sent);
                }
            }
        }
    }
}
