package io.kalmstream.deploy.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kalmstream.encoder.testing.TestingEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that cannot go on ends the worker, and nothing is lost, given up or written meanwhile. */
final class DeviceFaultIT {
    private static final Map<String, String> JSON = Map.of("input.format", "json", "input.text.template", "{t}");
    private static final List<String> IDS = List.of("a", "b", "c");

    @TempDir
    private static Path data;

    private static WorkerStack stack;

    @BeforeAll
    static void start() throws IOException {
        stack = WorkerStack.start(data);
    }

    @AfterAll
    static void stop() throws IOException {
        stack.close();
    }

    /** FAULTS 31. */
    @Test
    void deviceThatIsLost_endsTheWorker_andTheNextOneGoesOn() throws Exception {
        sendTo("lost");
        TestingEncoder lost = new TestingEncoder(WorkerStack.DIMENSIONS).loseDevice();
        try (Worker worker = stack.worker("lost", JSON, lost, WorkerSettings.DEFAULT_ENCODE_DEADLINE)) {
            assertThat(worker.awaitEnd().kind()).isEqualTo(FailureKind.DEVICE);
            assertThat(lost.faults()).isPositive();
            assertNothingIsWritten("lost", worker);
        }
        assertThat(lost.released()).isTrue();
        goOn("lost");
    }

    /** FAULTS 34. */
    @Test
    void deviceThatHangs_endsTheWorker_andTheNextOneGoesOn() throws Exception {
        sendTo("hanging");
        TestingEncoder hanging = new TestingEncoder(WorkerStack.DIMENSIONS).hang();
        Worker worker = stack.worker("hanging", JSON, hanging, Duration.ofSeconds(2));
        assertThat(worker.awaitEnd().kind()).isEqualTo(FailureKind.RESTART);
        assertThat(hanging.calls()).as("calls: one thread is lost").isEqualTo(1);
        assertNothingIsWritten("hanging", worker);

        WorkerException closed = catchThrowableOfType(WorkerException.class, worker::close);

        assertThat(closed.kind()).isEqualTo(FailureKind.RESTART);
        assertThat(hanging.closed()).isTrue();
        assertThat(hanging.released()).as("the memory under the call").isFalse();
        goOn("hanging");
        hanging.release();
    }

    private static void sendTo(String name) throws Exception {
        stack.createTopics(name, Map.of(), Map.of());
        for (String id : IDS) {
            stack.send(name, id, "{\"t\":\"words of %s\"}".formatted(id).getBytes(UTF_8));
        }
    }

    private static void assertNothingIsWritten(String name, Worker worker) {
        assertThat(IDS).noneMatch(id -> WorkerStack.has(worker, id));
        assertThat(stack.letters(name)).isEmpty();
    }

    private static void goOn(String name) throws Exception {
        try (Worker next = stack.worker(name, JSON)) {
            WorkerStack.await("all events", () -> IDS.stream().allMatch(id -> WorkerStack.has(next, id)));
            WorkerStack.await("their commit", () -> committed(name) == IDS.size());
        }
        assertThat(stack.letters(name)).isEmpty();
    }

    private static long committed(String name) {
        try {
            return stack.committed(name);
        } catch (Exception e) {
            throw new AssertionError("cannot ask for the committed offset", e);
        }
    }
}
