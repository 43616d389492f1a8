package io.kalmstream.deploy.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.RegistryAvroSerializer;
import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.dlq.DeadLetter;
import io.kalmstream.topology.error.DeadLetters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of bad records, and of good ones behind them, with a real broker between. */
final class DeadLettersIT {
    private static final Map<String, String> JSON = Map.of("input.format", "json", "input.text.template", "{t}");
    private static final Duration START = Duration.ofSeconds(90);

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

    /** FAULTS 54, at the wire: the registry is in memory. */
    @Test
    void badBytes_areOneLetterEach_withTheirOwnBytes() throws Exception {
        stack.createTopics("bytes", Map.of(), Map.of());
        byte[] good = event();
        List<byte[]> bad = List.of(
                new byte[0],
                new byte[] {0},
                new byte[] {0, 0, 0, 0},
                "{\"id\":1}".getBytes(UTF_8),
                new byte[] {0, 127, 127, 127, 127, 1, 2},
                Arrays.copyOf(good, good.length - 1),
                Arrays.copyOf(good, good.length + 1));
        for (byte[] bytes : bad) {
            stack.send("bytes", "bad", bytes);
        }
        try (Worker worker = stack.worker("bytes", Map.of())) {
            worker.awaitRunning(START);
            WorkerStack.await("a letter of each", () -> stack.letters("bytes").size() >= bad.size());
            stack.send("bytes", "bad", new byte[] {42});
            WorkerStack.await("the stream goes on", () -> stack.letters("bytes").size() > bad.size());
            stack.send("bytes", "good", good);
            WorkerStack.await("what the bad ones were made of", () -> WorkerStack.has(worker, "good"));

            List<DeadLetter> letters = stack.letters("bytes");
            assertThat(letters).hasSize(bad.size() + 1);
            for (int i = 0; i < bad.size(); i++) {
                assertThat(letters.get(i).record().value()).isEqualTo(bad.get(i));
                assertThat(letters.get(i).record().key()).isEqualTo("bad".getBytes(UTF_8));
                assertThat(letters.get(i).origin()).isEqualTo(new DeadLetter.Place("bytes-in", 0, i));
            }
            assertThat(letters)
                    .extracting(DeadLetter::code)
                    .containsExactly(
                            "TRUNCATED",
                            "TRUNCATED",
                            "TRUNCATED",
                            "BAD_MAGIC",
                            "UNKNOWN_SCHEMA",
                            "TRUNCATED",
                            "MALFORMED",
                            "BAD_MAGIC");
        }
    }

    /** Its schema is in the workers' registry. */
    private static byte[] event() {
        Map<String, String> registry = Map.of(SerdeConfig.URL, WorkerStack.REGISTRY);
        TextEvent event = TextEvent.newBuilder()
                .setId("good")
                .setText("some words")
                .setOccurredAt(Instant.EPOCH)
                .build();
        try (RegistryAvroSerializer serializer = new RegistryAvroSerializer()) {
            serializer.configure(registry, false);
            return Objects.requireNonNull(serializer.serialize("bytes-in", event));
        }
    }

    /** FAULTS 62: with a dead-letter topic that takes what brokers take by default. */
    @Test
    void headerBombs_areCutToWhatTheTopicTakes() throws Exception {
        stack.createTopics("bombs", Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "4000000"), Map.of());
        RecordHeaders many = new RecordHeaders();
        for (int i = 0; i < 10_000; i++) {
            many.add("h" + i, new byte[i % 80]);
        }
        RecordHeaders large = new RecordHeaders();
        large.add("bomb", new byte[900_000]);
        RecordHeaders huge = new RecordHeaders();
        huge.add("bomb", new byte[1_500_000]);
        for (RecordHeaders headers : List.of(many, large, huge)) {
            stack.send(
                    new ProducerRecord<>("bombs-in", 0, null, "k".getBytes(UTF_8), "broken".getBytes(UTF_8), headers));
        }
        stack.send("bombs", "k", new byte[3_000_000]);
        try (Worker worker = stack.worker("bombs", JSON)) {
            worker.awaitRunning(START);
            stack.send("bombs", "good", "{\"t\":\"words\"}".getBytes(UTF_8));
            WorkerStack.await("the good one behind them", () -> WorkerStack.has(worker, "good"));
            WorkerStack.await("four letters", () -> stack.letters("bombs").size() == 4);

            List<DeadLetter> letters = stack.letters("bombs");
            assertThat(letters).extracting(DeadLetter::cut).containsExactly("", "", "headers", "value");
            assertThat(letters.get(0).record().headers()).containsExactlyElementsOf(Arrays.asList(many.toArray()));
            assertThat(letters.get(1).record().headers())
                    .extracting(Header::key)
                    .containsExactly("bomb");
            assertThat(letters.get(2).record().headers()).isEmpty();
            assertThat(letters.get(2).record().value()).isEqualTo("broken".getBytes(UTF_8));
            assertThat(letters.get(3).record().value()).hasSizeBetween(1_000_000, 1 << 20);
        }
    }

    /** FAULTS 65. */
    @Test
    void lettersThatTheTopicRefuses_stopTheWorker_andAreThereOnceItTakesThem() throws Exception {
        stack.createTopics("refusing", Map.of(), Map.of());
        try (Worker worker = stack.worker("refusing", JSON)) {
            worker.awaitRunning(START);
            stack.send("refusing", "good", "{\"t\":\"words\"}".getBytes(UTF_8));
            WorkerStack.await("a good one", () -> WorkerStack.has(worker, "good"));
            stack.alter("refusing-dead", TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "100");
            stack.send("refusing", "bad", "broken".getBytes(UTF_8));

            WorkerException end = worker.awaitEnd();
            assertThat(end.kind()).isEqualTo(FailureKind.CONFIGURATION);
            assertThat(end.getCause()).hasStackTraceContaining("sending record to topic refusing-dead");
        }
        assertThat(stack.letters("refusing")).isEmpty();
        assertThat(stack.committed("refusing")).as("the bad one is not done").isLessThanOrEqualTo(1);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> stack.worker("refusing", JSON))
                .withMessageContainingAll("refusing-dead", "max.message.bytes", "100");

        stack.alter("refusing-dead", TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(2 << 20));
        try (Worker worker = stack.worker("refusing", JSON)) {
            worker.awaitRunning(START);
            WorkerStack.await("the letter", () -> !stack.letters("refusing").isEmpty());
            assertThat(stack.letters("refusing"))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.record().value()).isEqualTo("broken".getBytes(UTF_8)));
        }
    }

    /** FAULTS 63: what an input topic may allow, and a changelog does not. */
    @Test
    void timesOfAnySize_stopNothing() throws Exception {
        stack.createTopics(
                "times",
                Map.of(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE)),
                Map.of());
        try (Worker worker = stack.worker("times", JSON)) {
            worker.awaitRunning(START);
            long hourAgo = System.currentTimeMillis() - 3_600_000;
            long[] times = {0, hourAgo, Long.MAX_VALUE / 2, hourAgo};
            for (int i = 0; i < times.length; i++) {
                stack.send(new ProducerRecord<>(
                        "times-in", 0, times[i], ("id" + i).getBytes(UTF_8), "{\"t\":\"x\"}".getBytes(UTF_8)));
                stack.send(new ProducerRecord<>("times-in", 0, times[i], null, ("bad" + i).getBytes(UTF_8)));
            }
            WorkerStack.await("the last", () -> WorkerStack.has(worker, "id3"));
            WorkerStack.await("four letters", () -> stack.letters("times").size() == 4);

            for (int i = 0; i < times.length; i++) {
                assertThat(WorkerStack.has(worker, "id" + i)).isTrue();
            }
            assertThat(stack.letters("times"))
                    .as("a letter about an old record outlives its topic's clean-up")
                    .allSatisfy(letter -> assertThat(letter.at().toEpochMilli()).isGreaterThan(hourAgo))
                    .extracting(DeadLetter::recordTimestamp)
                    .contains(0L, hourAgo);
            worker.requireAlive();
        }
    }

    @Test
    void noTopicForLetters_isSaidAtTheStart() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> stack.worker("nowhere", JSON))
                .withMessageContainingAll("nowhere-dead", "max.message.bytes");
        assertThat(DeadLetters.MIN_BYTES).isLessThan(LetterLimit.ENOUGH);
    }
}
