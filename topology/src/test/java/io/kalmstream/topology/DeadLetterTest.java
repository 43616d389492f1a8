package io.kalmstream.topology;

import static io.kalmstream.topology.Wire.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.window.InFlightLimits;
import io.kalmstream.topology.window.Settlement;
import io.kalmstream.topology.window.WindowLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DeadLetterTest {
    private static final int LIMIT = 2 << 20;
    private static final Map<String, String> HEADERS = Map.of("trace", "4711");

    @TempDir
    Path state;

    @ParameterizedTest
    @MethodSource("undecodable")
    void keepAside_undecodable(FailureCode code, byte @Nullable [] key, byte @Nullable [] value) {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.send("good", "before");
            pipeline.advance(Duration.ofMillis(7));
            pipeline.sendRaw(key, value, HEADERS);

            // At once, whatever waits in the window.
            List<TestRecord<byte[], byte[]>> letters = pipeline.letters();
            assertThat(letters).hasSize(1);
            TestRecord<byte[], byte[]> letter = letters.getFirst();
            assertThat(letter.key()).isEqualTo(key);
            assertThat(letter.value()).isEqualTo(value);
            assertThat(letter.timestamp()).isEqualTo(SteppedTime.START.toEpochMilli() + 7);
            assertThat(headers(letter))
                    .containsEntry("trace", "4711")
                    .containsEntry(DeadLetters.TIMESTAMP, Long.toString(SteppedTime.START.toEpochMilli() + 7))
                    .doesNotContainKey(DeadLetters.CUT)
                    .containsAllEntriesOf(origin(1, code, "decode"));
            assertThat(pipeline.listener.byOffset()).isEqualTo(Map.of(1L, List.of(Settlement.DEAD_LETTERED)));
            assertThat(pipeline.listener.failures()).containsExactly(code);

            pipeline.drain();
            assertThat(pipeline.text("good")).isEqualTo("before");
            assertThat(pipeline.letters()).isEmpty();
        }
    }

    static Stream<Arguments> undecodable() {
        Wire wire = new Wire();
        byte[] key = utf8("bad");
        byte[] good = event(wire, "bad", "some words");
        byte[] unknown = good.clone();
        Arrays.fill(unknown, 1, 5, (byte) 0x7F);
        byte[] trailing = Arrays.copyOf(good, good.length + 3);
        return Stream.of(
                argumentSet("no id", FailureCode.MISSING_ID, key, event(wire, " ", "some words")),
                argumentSet("tombstone without key", FailureCode.MISSING_ID, null, null),
                argumentSet("tombstone with an empty key", FailureCode.MISSING_ID, new byte[0], null),
                argumentSet("no text", FailureCode.EMPTY_TEXT, null, event(wire, "bad", "")),
                argumentSet("only space", FailureCode.EMPTY_TEXT, key, event(wire, "bad", " \n\u200B\u00A0")),
                argumentSet("over-long", FailureCode.TOO_LARGE, key, event(wire, "bad", "x".repeat(1001))),
                argumentSet("not Avro", FailureCode.BAD_MAGIC, key, utf8("{\"id\": \"bad\"}")),
                argumentSet("cut off", FailureCode.TRUNCATED, key, Arrays.copyOf(good, good.length - 4)),
                argumentSet("unknown schema", FailureCode.UNKNOWN_SCHEMA, key, unknown),
                argumentSet("bytes too many", FailureCode.MALFORMED, key, trailing));
    }

    @Test
    void keepBeginning_recordTooLongForALetter() {
        byte[] value = new byte[3 << 20];
        value[0] = 42;
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.sendRaw(utf8("key"), value, HEADERS);

            TestRecord<byte[], byte[]> letter = pipeline.letters().getFirst();
            assertThat(letter.key()).isEqualTo(utf8("key"));
            assertThat(letter.value().length)
                    .isBetween(LIMIT - DeadLetters.OVERHEAD - 1000, LIMIT - DeadLetters.OVERHEAD);
            assertThat(letter.value()).isEqualTo(Arrays.copyOf(value, letter.value().length));
            assertThat(headers(letter))
                    .containsEntry("trace", "4711")
                    .containsEntry(DeadLetters.VALUE_BYTES, Integer.toString(3 << 20))
                    .containsEntry(DeadLetters.CUT, "value")
                    .containsAllEntriesOf(origin(0, FailureCode.TOO_LARGE, "decode"));
            assertThat(pipeline.pending()).isEmpty();
        }
    }

    @Test
    void leaveHeadersOut_thatAreTooLongForALetter() {
        byte[] value = event(new Wire(), "a", "fine");
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.sendRaw(utf8("a"), value, Map.of("bomb", "x".repeat(3 << 20)));

            TestRecord<byte[], byte[]> letter = pipeline.letters().getFirst();
            assertThat(letter.value()).isEqualTo(value);
            assertThat(headers(letter))
                    .doesNotContainKey("bomb")
                    .containsEntry(DeadLetters.CUT, "headers")
                    .containsAllEntriesOf(origin(0, FailureCode.TOO_LARGE, "decode"));
        }
    }

    @Test
    void blameOnlyTheBadRow_windowClosedBySize() {
        PipelineSettings threeRows = PipelineDriver.settings(
                new WindowLimits(3, 1 << 20, 1 << 20, Duration.ofDays(1), false),
                new InFlightLimits(200, 2 << 20, Duration.ofSeconds(10), Duration.ofSeconds(10)));
        try (PipelineDriver pipeline = new PipelineDriver(state, threeRows)) {
            pipeline.encoder.failOn("poison");
            sendThree(pipeline, "with poison inside");
            pipeline.finish();
            assertOnlySecondFailed(pipeline, FailureCode.ENCODER_REJECTED, "encode");
        }
    }

    @Test
    void blameOnlyTheBadRow_windowClosedByAge() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.encoder.failOn("poison");
            sendThree(pipeline, "with poison inside");
            pipeline.drain();
            assertOnlySecondFailed(pipeline, FailureCode.ENCODER_REJECTED, "encode");
        }
    }

    @Test
    void keepAside_vectorThatIsNotANumber() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.encoder.notANumberOn("poison");
            sendThree(pipeline, "with poison inside");
            pipeline.drain();
            assertOnlySecondFailed(pipeline, FailureCode.BAD_VECTOR, "encode");
        }
    }

    @Test
    void keepAside_rowTheStoreRefuses() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.store.refuse(new DocumentKey("", "b"), "not this one");
            sendThree(pipeline, "fine for the model");
            pipeline.drain();
            assertOnlySecondFailed(pipeline, FailureCode.STORE_REFUSED, "store");
        }
    }

    /** FAULTS 62: a store may say a megabyte about what it refuses. */
    @Test
    void keepTheReasonShort_whateverAStoreSays() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.store.refuse(new DocumentKey("", "b"), "not this one " + "x".repeat(1 << 20));
            sendThree(pipeline, "fine for the model");
            pipeline.drain();

            assertThat(pipeline.listener.failures()).containsExactly(FailureCode.STORE_REFUSED);
            Map<String, String> headers = headers(pipeline.letters().getFirst());
            assertThat(headers.get(DeadLetters.MESSAGE))
                    .startsWith("not this one xxx")
                    .hasSizeLessThan(1000);
            assertThat(headers.values()).allSatisfy(value -> assertThat(value).hasSizeLessThan(1000));
        }
    }

    /** FAULTS 61. */
    @Test
    void takeNullsForWhatTheyMean() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.sendRaw(null, event(pipeline.wire, "a", "words"), Map.of());
            pipeline.drain();
            assertThat(pipeline.text("a")).isEqualTo("words");
            pipeline.sendRaw(utf8("a"), null, Map.of());
            pipeline.sendRaw(null, null, HEADERS);
            pipeline.drain();

            assertThat(pipeline.text("a")).isNull();
            assertThat(pipeline.listener.outcomes())
                    .containsExactly(Settlement.UPSERTED, Settlement.DELETED, Settlement.DEAD_LETTERED);
            assertThat(pipeline.letters()).singleElement().satisfies(letter -> {
                assertThat(letter.key()).isNull();
                assertThat(letter.value()).isNull();
                assertThat(headers(letter))
                        .containsAllEntriesOf(HEADERS)
                        .containsAllEntriesOf(origin(2, FailureCode.MISSING_ID, "decode"));
            });
        }
    }

    @Test
    void keepOlderVersion_whenNewerFails() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.encoder.failOn("poison");
            pipeline.send("a", "good");
            pipeline.drain();
            pipeline.send("a", "poison");
            pipeline.drain();
            pipeline.send("a", "good");
            pipeline.drain();

            assertThat(pipeline.text("a")).isEqualTo("good");
            assertThat(pipeline.listener.outcomes())
                    .containsExactly(Settlement.UPSERTED, Settlement.DEAD_LETTERED, Settlement.UNCHANGED);
        }
    }

    @Test
    void keepEarlierOfTheWindow_whenLaterFails() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.encoder.failOn("poison");
            pipeline.send("a", "first");
            pipeline.drain();
            pipeline.send("a", "second");
            pipeline.send("a", "third");
            pipeline.send("a", "poison");
            pipeline.send("a", "poison too");
            pipeline.drainAll();

            assertThat(pipeline.text("a")).isEqualTo("third");
            assertThat(pipeline.listener.byOffset())
                    .isEqualTo(Map.of(
                            0L, List.of(Settlement.UPSERTED),
                            1L, List.of(Settlement.SUPERSEDED),
                            2L, List.of(Settlement.UPSERTED),
                            3L, List.of(Settlement.DEAD_LETTERED),
                            4L, List.of(Settlement.DEAD_LETTERED)));
        }
    }

    @Test
    void keepEarlier_whenLaterFailsInTheNextWindowToo() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.encoder.failOn("poison");
            pipeline.encoder.hold();
            pipeline.send("a", "good");
            pipeline.send("a", "poison");
            pipeline.advance(PipelineDriver.MAX_AGE);
            pipeline.encoder.awaitHeld();
            pipeline.send("a", "poison too");
            pipeline.advance(PipelineDriver.MAX_AGE);
            assertThat(pipeline.listener.closed()).hasSize(2);
            pipeline.encoder.release();
            pipeline.drainAll();

            assertThat(pipeline.text("a")).isEqualTo("good");
            assertThat(pipeline.letters()).hasSize(2);
        }
    }

    @Test
    void delete_whenWhatReplacedTheDeletionFails() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.encoder.failOn("poison");
            pipeline.send("a", "first");
            pipeline.drain();
            pipeline.delete("a");
            pipeline.send("a", "poison");
            pipeline.drain();

            assertThat(pipeline.text("a")).isNull();
            assertThat(pipeline.documents()).isEmpty();
            assertThat(pipeline.letters()).hasSize(1);
            assertThat(pipeline.listener.outcomes())
                    .containsExactly(Settlement.UPSERTED, Settlement.DELETED, Settlement.DEAD_LETTERED);
        }
    }

    private static void sendThree(PipelineDriver pipeline, String second) {
        pipeline.send("a", "one");
        pipeline.advance(Duration.ofMillis(5));
        pipeline.sendRaw(utf8("b-key"), event(pipeline.wire, "b", second), HEADERS);
        pipeline.advance(Duration.ofMillis(5));
        pipeline.send("c", "three");
    }

    private static void assertOnlySecondFailed(PipelineDriver pipeline, FailureCode code, String stage) {
        assertThat(pipeline.listener.outcomes())
                .containsExactly(Settlement.UPSERTED, Settlement.DEAD_LETTERED, Settlement.UPSERTED);
        assertThat(pipeline.text("a")).isEqualTo("one");
        assertThat(pipeline.text("b")).isNull();
        assertThat(pipeline.text("c")).isEqualTo("three");
        assertThat(pipeline.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(utf8("b-key"));
            assertThat(letter.value()).startsWith(0).contains(utf8("b"));
            assertThat(letter.timestamp())
                    .as("when it became a letter")
                    .isGreaterThanOrEqualTo(SteppedTime.START.toEpochMilli() + 10);
            assertThat(headers(letter))
                    .containsEntry("trace", "4711")
                    .containsEntry(DeadLetters.TIMESTAMP, Long.toString(SteppedTime.START.toEpochMilli() + 5))
                    .containsAllEntriesOf(origin(1, code, stage));
        });
    }

    private static Map<String, String> origin(long offset, FailureCode code, String stage) {
        return Map.of(
                DeadLetters.TOPIC,
                Wire.INPUT,
                DeadLetters.PARTITION,
                "0",
                DeadLetters.OFFSET,
                Long.toString(offset),
                DeadLetters.EXCEPTION,
                code.name(),
                DeadLetters.STAGE,
                stage,
                DeadLetters.CODE,
                code.name());
    }

    private static Map<String, String> headers(TestRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static byte[] event(Wire wire, String id, String text) {
        return wire.event("", id, text, Map.of(), PipelineDriver.OCCURRED);
    }
}
