package io.kalmstream.deploy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.worker.TestingRegistry.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FAULTS 55: a registry that does not answer is nobody's bad record. */
final class RegistryOutageIT {
    /** Retries begin after a tenth of a second: these are several. */
    private static final int SEVERAL = 2;

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

    /** The first event waits in the worker's own state, the others on their topic. */
    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "BUSY", "SILENT"})
    void outage_holdsEvents_andHeals_withoutALetter(Mode mode) throws Exception {
        String name = "outage-" + mode.name().toLowerCase(Locale.ROOT);
        stack.createTopics(name, Map.of(), Map.of());
        stack.send(name, "a", event("a"));
        try (TestingRegistry registry = TestingRegistry.start(mode);
                Worker worker = stack.worker(name, settings(registry))) {
            WorkerStack.await("unreadiness for that reason", () -> {
                Readiness readiness = worker.readiness();
                return !readiness.ready() && readiness.reason().contains("schema registry");
            });
            if (mode != Mode.REFUSED) {
                // Nobody can count what is refused.
                WorkerStack.await("requests that fail", () -> registry.failures() >= SEVERAL);
            }
            stack.send(name, "b", event("b"));
            stack.send(name, "c", event("c"));
            assertThat(stack.committed(name)).isLessThanOrEqualTo(1);
            assertThat(stack.letters(name)).isEmpty();
            assertThat(WorkerStack.has(worker, "a")).isFalse();
            worker.requireAlive();

            registry.heal();
            WorkerStack.await("the documents", () -> WorkerStack.has(worker, "c"));
            WorkerStack.await("the commit", () -> committed(name) == 3);
            assertThat(WorkerStack.has(worker, "a")).isTrue();
            assertThat(WorkerStack.has(worker, "b")).isTrue();
            assertThat(worker.readiness().ready()).isTrue();
            assertThat(stack.letters(name)).isEmpty();
        }
    }

    /** Wrong credentials do not heal by waiting. */
    @Test
    void refusedCredentials_stopTheWorker_andLoseNothing() throws Exception {
        stack.createTopics("denied", Map.of(), Map.of());
        stack.send("denied", "a", event("a"));
        try (TestingRegistry registry = TestingRegistry.start(Mode.UNAUTHORISED)) {
            try (Worker worker = stack.worker("denied", settings(registry))) {
                WorkerException end = worker.awaitEnd();
                assertThat(end.kind()).isEqualTo(FailureKind.CONFIGURATION);
                assertThat(end).hasMessageContaining(SerdeConfig.BASIC_USER_INFO);
            }
            assertThat(registry.failures()).isPositive();
            assertThat(stack.committed("denied")).isLessThanOrEqualTo(1);
            assertThat(stack.letters("denied")).isEmpty();

            registry.heal();
            try (Worker worker = stack.worker("denied", settings(registry))) {
                WorkerStack.await("the document", () -> WorkerStack.has(worker, "a"));
                assertThat(stack.letters("denied")).isEmpty();
            }
        }
    }

    private static long committed(String name) {
        try {
            return stack.committed(name);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> settings(TestingRegistry registry) {
        return Map.of(SerdeConfig.URL, registry.url(), SerdeConfig.READ_TIMEOUT, "300");
    }

    private static byte[] event(String id) throws IOException {
        TextEvent event = TextEvent.newBuilder()
                .setId(id)
                .setText("words about " + id)
                .setOccurredAt(Instant.EPOCH)
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 0, 0, TestingRegistry.ID});
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(TextEvent.class).write(event, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
