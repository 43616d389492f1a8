package io.kalmstream.deploy.fault.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.grpc.Metadata;
import io.grpc.Status;
import io.kalmstream.deploy.dlq.DeadLetter;
import io.kalmstream.deploy.worker.FailureKind;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerException;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.qdrant.ApiKey;
import io.kalmstream.sinks.qdrant.PointIds;
import io.kalmstream.sinks.testing.StoreCall;
import io.kalmstream.sinks.testing.StoreFault;
import io.kalmstream.sinks.testing.StoreScript;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** FAULTS 39, 43, 44 and 45: the store is there, and does not do what it should. */
final class OddStoreIT {
    private static final int EVENTS = 64;

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
    void repliesLost_orNotFinal_changeNothing() throws Exception {
        String name = "replies";
        stack.createTopics(name);
        stack.send(name, texts());
        List<StoreFault> faults = List.of(
                new StoreFault.ApplyThenCut(),
                new StoreFault.ApplyThenSay(UpdateStatus.WaitTimeout),
                new StoreFault.SayNotApplied(UpdateStatus.Acknowledged),
                new StoreFault.ApplyThenCut());
        stack.store()
                .script(call -> call.isUpdate() && call.number() <= faults.size()
                        ? faults.get(call.number() - 1)
                        : new StoreFault.None());
        try (Worker worker = stack.worker(name)) {
            worker.awaitRunning(StoreStack.START);

            StoreStack.await("all faults", () -> stack.store().calls(StoreCall.UPDATE) > faults.size());
            stack.requireConverged(name, worker, texts());
            assertThat(stack.store().injected(StoreFault.ApplyThenCut.class)).isEqualTo(2);
            assertThat(stack.store().injected(StoreFault.ApplyThenSay.class)).isEqualTo(1);
            assertThat(stack.store().injected(StoreFault.SayNotApplied.class)).isEqualTo(1);
        }
    }

    @Test
    void oneBadPointOf64_isOneLetter_withItsOwnBytes() throws Exception {
        String name = "badpoint";
        stack.createTopics(name);
        stack.send(name, texts());
        String bad = PointIds.of(new DocumentKey("", "d37")).toString();
        stack.store()
                .script(call -> call.isUpdate() && call.update().toString().contains(bad)
                        ? new StoreFault.Fail(Status.INVALID_ARGUMENT.withDescription("bad point"))
                        : new StoreFault.None());
        try (Worker worker = stack.worker(name)) {
            worker.awaitRunning(StoreStack.START);

            StoreStack.await(
                    "everything is done",
                    () -> stack.lag(name) == 0
                            && worker.pending().orElse(-1) == 0
                            && !stack.letters(name).isEmpty());
            assertThat(stack.store().injected(StoreFault.Fail.class))
                    .as("the fault")
                    .isPositive();
            assertThat(stack.letters(name)).singleElement().satisfies(letter -> {
                assertThat(letter.code()).isEqualTo("STORE_REFUSED");
                assertThat(letter.origin()).isEqualTo(new DeadLetter.Place(name + "-in", 0, 37));
                assertThat(letter.record().key()).isEqualTo("d37".getBytes(UTF_8));
                assertThat(letter.record().value())
                        .isEqualTo(StoreStack.json("words of document 37").getBytes(UTF_8));
            });
            assertThat(StoreStack.texts(worker)).hasSize(EVENTS - 1).doesNotContainKey("d37");
            stack.store().history().requireSound();
        }
    }

    @Test
    void deniedWhileRunning_endsTheWorker_losesNothing_andTheKeyIsNowhere() throws Exception {
        String name = "denied";
        String secret = "canary-of-the-key";
        stack.createTopics(name);
        try (LogOfAll log = new LogOfAll()) {
            try (Worker worker = stack.worker(name, new ApiKey(secret))) {
                worker.awaitRunning(StoreStack.START);
                List<String> keys = new CopyOnWriteArrayList<>();
                stack.store().script(call -> {
                    keys.add(call.headers().get(Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER)));
                    return new StoreFault.Fail(Status.PERMISSION_DENIED.withDescription("read only"));
                });
                stack.send(name, texts());

                WorkerException end = worker.awaitEnd();
                assertThat(keys).as("the key travels").containsOnly(secret);
                assertThat(end.kind()).isEqualTo(FailureKind.CONFIGURATION);
                assertThat(end).hasMessageContainingAll("PERMISSION_DENIED", stack.collection(name));
                assertThat(end).message().doesNotContain(secret);
            }
            assertThat(stack.letters(name)).isEmpty();
            stack.store().script(StoreScript.always(new StoreFault.Fail(Status.UNAUTHENTICATED)));
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> stack.worker(name, new ApiKey(secret)))
                    .withMessageContainingAll("UNAUTHENTICATED", stack.collection(name))
                    .satisfies(refused -> assertThat(refused.fault()).isEqualTo(StoreException.Fault.CONFIGURATION));
            assertThat(log.text()).contains("PERMISSION_DENIED").doesNotContain(secret);
        }
        stack.store().heal();
        try (Worker worker = stack.worker(name)) {
            worker.awaitRunning(StoreStack.START);
            stack.requireConverged(name, worker, texts());
        }
    }

    private static List<Map.Entry<String, String>> texts() {
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> Map.entry("d" + i, "words of document " + i))
                .toList();
    }

    /** What would be logged with everything of ours and of gRPC's switched on. */
    private static final class LogOfAll implements AutoCloseable {
        private static final List<String> CHATTY = List.of("io.kalmstream", "io.grpc");

        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

        LogOfAll() {
            CHATTY.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.DEBUG));
            lines.start();
            root.addAppender(lines);
        }

        String text() {
            return List.copyOf(lines.list).stream()
                    .map(event -> event.getFormattedMessage()
                            + (event.getThrowableProxy() == null
                                    ? ""
                                    : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                    .collect(Collectors.joining("\n"));
        }

        @Override
        public void close() {
            root.detachAppender(lines);
            CHATTY.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(null));
        }
    }
}
