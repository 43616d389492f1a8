package io.kalmstream.deploy.fault.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.kalmstream.deploy.worker.Readiness;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.sinks.testing.StoreCall;
import io.kalmstream.sinks.testing.StoreFault;
import io.kalmstream.sinks.testing.StoreScript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 38, 41, and 13 with the store in the broker's place: the store is away, and comes back. */
final class StoreOutageIT {
    private static final String HEALTH = "qdrant.Qdrant/HealthCheck";
    private static final int BOUNCES = 5;
    /** Turns of a stream thread in which it would have processed something. */
    private static final int TURNS = 50;

    @TempDir
    private static Path data;

    private static StoreStack stack;

    @BeforeAll
    static void start() throws IOException {
        stack = StoreStack.start(data);
    }

    @AfterAll
    static void stop() throws IOException {
        stack.close();
    }

    @AfterEach
    void heal() {
        stack.store().heal();
    }

    @Test
    void unavailable_pausesTheWorker_whichStaysInItsGroup_andDrains() throws Exception {
        String name = "unavailable";
        stack.createTopics(name);
        List<Map.Entry<String, String>> sent = new ArrayList<>();
        try (Worker worker = stack.worker(name)) {
            worker.awaitRunning(StoreStack.START);
            send(name, sent, texts(0, 20));
            stack.requireConverged(name, worker, sent);
            WorkerMeter meter = new WorkerMeter(name);
            double rebalances = meter.rebalances();
            int applied = stack.store().history().updates().size();

            stack.store().script(StoreScript.always(new StoreFault.Fail(Status.UNAVAILABLE.withDescription("gone"))));
            send(name, sent, texts(20, 40));
            assertThat(awaitNotReady(worker)).contains("events wait", "UNAVAILABLE");
            assertPaused(worker, meter, () -> send(name, sent, texts(40, 70)));
            assertThat(stack.lag(name)).isGreaterThanOrEqualTo(30);
            StoreStack.await("probes", () -> stack.store().calls(HEALTH) >= 3);
            assertThat(stack.store().injected(StoreFault.Fail.class)
                            - stack.store().calls(HEALTH))
                    .as("writes or searches, with pauses between")
                    .isBetween(2, 200);
            assertThat(worker.readiness()).extracting(Readiness::ready).isEqualTo(false);
            assertThat(stack.letters(name)).isEmpty();
            assertThat(stack.store().history().updates()).as("the fault").hasSize(applied);

            stack.store().heal();
            StoreStack.await("it is ready again", () -> worker.readiness().ready());
            stack.requireConverged(name, worker, sent);
            assertThat(meter.rebalances()).isEqualTo(rebalances);
        }
    }

    /** Health checks go well all the time: the store answers, and takes nothing. */
    @Test
    void storageFull_isWaitedFor_withoutALetter() throws Exception {
        String name = "full";
        stack.createTopics(name);
        List<Map.Entry<String, String>> sent = new ArrayList<>();
        Metadata full = new Metadata();
        full.put(Metadata.Key.of("qdrant-insufficient-storage", Metadata.ASCII_STRING_MARSHALLER), "1");
        StoreFault refusal = new StoreFault.Fail(Status.RESOURCE_EXHAUSTED.withDescription("no space left"), full);
        try (Worker worker = stack.worker(name)) {
            worker.awaitRunning(StoreStack.START);
            stack.store().script(StoreScript.firstUpdates(Integer.MAX_VALUE, refusal));
            send(name, sent, texts(0, 40));
            assertThat(awaitNotReady(worker)).contains("events wait", "RESOURCE_EXHAUSTED", "no space left");
            StoreStack.await("another look", () -> stack.store().calls(StoreCall.UPDATE) >= 3);
            assertThat(stack.store().calls(HEALTH))
                    .as("one write after each probe, not one retried")
                    .isGreaterThanOrEqualTo(stack.store().calls(StoreCall.UPDATE) - 1);
            assertThat(StoreStack.texts(worker)).isEmpty();
            assertThat(stack.letters(name)).isEmpty();

            stack.store().heal();
            StoreStack.await("it is ready again", () -> worker.readiness().ready());
            stack.requireConverged(name, worker, sent);
        }
    }

    @Test
    void storeBouncesFiveTimes_underLoad_losesNothing() throws Exception {
        String name = "bounces";
        stack.createTopics(name);
        List<Map.Entry<String, String>> sent = new ArrayList<>();
        try (Worker worker = stack.worker(name)) {
            worker.awaitRunning(StoreStack.START);
            WorkerMeter meter = new WorkerMeter(name);
            double rebalances = meter.rebalances();
            int outages = 0;
            for (int bounce = 0; bounce < BOUNCES; bounce++) {
                send(name, sent, versions(bounce, 0));
                stack.store().down();
                send(name, sent, versions(bounce, 100));
                assertThat(awaitNotReady(worker)).contains("events wait");
                outages++;
                stack.store().up();
                send(name, sent, versions(bounce, 200));
                StoreStack.await("it is ready again", () -> worker.readiness().ready());
            }
            assertThat(outages).as("the fault").isEqualTo(BOUNCES);
            stack.requireConverged(name, worker, sent);
            assertThat(meter.rebalances()).isEqualTo(rebalances);
        }
    }

    /** The reason, as it was said at that moment. */
    private static String awaitNotReady(Worker worker) {
        AtomicReference<Readiness> said = new AtomicReference<>(worker.readiness());
        StoreStack.await("the outage is noticed", () -> {
            said.set(worker.readiness());
            return !said.get().ready();
        });
        return said.get().reason();
    }

    /** KIP-834: the thread goes on asking the broker, so that it stays a member, and processes nothing. */
    private static void assertPaused(Worker worker, WorkerMeter meter, Sending more) throws Exception {
        double noticed = meter.polls();
        StoreStack.await("the pause reaches the thread", () -> meter.polls() > noticed + 2);
        double processed = meter.processed();
        long pending = worker.pending().orElseThrow();
        more.send();
        double polls = meter.polls();
        StoreStack.await("the thread goes on polling", () -> meter.polls() > polls + TURNS);
        assertThat(meter.processed()).as("paused").isEqualTo(processed);
        assertThat(worker.pending()).hasValue(pending);
    }

    private static void send(String name, List<Map.Entry<String, String>> sent, List<Map.Entry<String, String>> texts)
            throws Exception {
        stack.send(name, texts);
        sent.addAll(texts);
    }

    /** One each of new documents. */
    private static List<Map.Entry<String, String>> texts(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Map.entry("d" + i, "words of document " + i))
                .toList();
    }

    /** Many of few documents. */
    private static List<Map.Entry<String, String>> versions(int bounce, int from) {
        return IntStream.range(from, from + 100)
                .mapToObj(i -> Map.entry("d" + i % 30, "version " + i + " of bounce " + bounce))
                .toList();
    }

    @FunctionalInterface
    private interface Sending {
        void send() throws Exception;
    }
}
