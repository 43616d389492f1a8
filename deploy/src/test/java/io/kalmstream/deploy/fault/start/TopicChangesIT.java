package io.kalmstream.deploy.fault.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.command.ExitCode;
import io.kalmstream.deploy.command.TestingCommandLine;
import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 21 and 22: somebody changes or deletes a topic without which what the worker knows is worth nothing. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class TopicChangesIT {
    /** A producer tries for two minutes otherwise, and stays in the group: here the process does not end with its worker. */
    private static final Map<String, String> SHORT_TRIES = Map.of(
            "streams.producer.delivery.timeout.ms", "2000",
            "streams.producer.request.timeout.ms", "1000",
            "streams.producer.max.block.ms", "2000");

    @TempDir
    private static Path data;

    private static LocalBroker broker;
    private static EmbeddedQdrant qdrant;

    @BeforeAll
    static void start() throws IOException {
        broker = LocalBroker.start(data.resolve("broker"), 0);
        qdrant = EmbeddedQdrant.start(new EmbeddedQdrantSettings(data.resolve("qdrant"), "127.0.0.1", 0));
    }

    @AfterAll
    static void stop() throws IOException {
        try (LocalBroker _ = broker) {
            qdrant.close();
        }
    }

    @Test
    void inputGainsPartitions_endsTheWorker_andEveryLaterStart() throws Exception {
        Site site = site("grown", 2);
        String said = "topic grown-in has 3 partitions, and had 2 when application grown began to read it";
        Running running = Running.begin(site);
        site.send(List.of("a", "b"));
        Site.awaitPoints(running.worker(), List.of("a", "b"));
        try (Admin admin = site.admin()) {
            admin.createPartitions(Map.of("grown-in", NewPartitions.increaseTo(3)))
                    .all()
                    .get();
        }
        CommandRun run = running.end();

        assertThat(run.code()).as("%s", run.lines()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run.error()).contains(said, "start them with another application.id");

        CommandRun again = CommandRun.of(data, site.keys(), Site::start);
        assertThat(again.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(again.error()).contains(said);

        try (Worker other = worker(
                site,
                Map.of(
                        "application.id",
                        "grown-2",
                        "state.dir",
                        data.resolve("state-grown-2").toString()))) {
            site.send(List.of("c"));
            Site.awaitPoints(other, List.of("a", "b", "c"));
        }
    }

    /** What was read and not finished is only there. */
    @Test
    void pendingDeleted_endsEveryLaterStart_untilEventsAreReadAgain() throws Exception {
        Site site = site("pending", 1);
        String said = "there is no topic pending-pending-changelog any more";
        try (Worker worker = worker(site, Map.of())) {
            site.send(List.of("a"));
            Site.awaitPoints(worker, List.of("a"));
            worker.awaitRunning();
        }
        delete(site, "pending-pending-changelog");
        site.send(List.of("b"));
        CommandRun again = CommandRun.of(data, site.keys(), Site::start);
        assertThat(again.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(again.error()).contains(said, "kafka-consumer-groups --delete --group pending");

        Site.await("its members are forgotten, and the group is deleted", () -> deleted(site));
        try (Worker next = worker(site, Map.of())) {
            Site.awaitPoints(next, List.of("a", "b"));
        }
    }

    private static boolean deleted(Site site) {
        try (Admin admin = site.admin()) {
            admin.deleteConsumerGroups(Set.of("pending")).all().get();
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } catch (ExecutionException _) {
            return false;
        }
    }

    private static Site site(String name, int partitions) throws Exception {
        return Site.create(data, broker.bootstrap(), qdrant.port(), name, partitions, Map.of());
    }

    private static Worker worker(Site site, Map<String, String> more) {
        return Site.start(TestingCommandLine.settings(site.keys(more)));
    }

    private static void delete(Site site, String topic) throws Exception {
        try (Admin admin = site.admin()) {
            admin.deleteTopics(Set.of(topic)).all().get();
            Site.await("it is gone", () -> !admin.listTopics().names().get().contains(topic));
        }
    }

    /** The worker command, which is to end by itself. */
    private record Running(Worker worker, CompletableFuture<CommandRun> command) {
        static Running begin(Site site) throws Exception {
            CompletableFuture<Worker> started = new CompletableFuture<>();
            CompletableFuture<CommandRun> command = CommandRun.begin(data, site.keys(SHORT_TRIES), settings -> {
                Worker worker = Site.start(settings);
                started.complete(worker);
                return worker;
            });
            return new Running(started.get(60, TimeUnit.SECONDS), command);
        }

        CommandRun end() throws Exception {
            return CommandRun.end(command);
        }
    }
}
