package io.kalmstream.topology.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kafka would count: a letter never takes more than its limit. */
final class DeadLettersTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Failure FAILURE = new Failure(FailureCode.MALFORMED, "reason");

    /** What is around keys, values and headers in a request, at most. */
    private static final int BATCH_AND_RECORD = 61 + 21;

    private final Headers headers = new Record<byte[], byte[]>(null, null, 0).headers();

    @Test
    void letter_keepsEverything_ofARecordThatIsAllNulls() {
        headers.add("none", null);

        Record<byte[], byte[]> letter = letter(1 << 20, null, null);

        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(letter.headers().lastHeader("none").value()).isNull();
        assertThat(letter.timestamp()).isEqualTo(NOW.toEpochMilli());
        assertThat(texts(letter))
                .containsEntry(DeadLetters.TIMESTAMP, "-1")
                .containsEntry(DeadLetters.CODE, "MALFORMED")
                .doesNotContainKeys(DeadLetters.CUT, DeadLetters.VALUE_BYTES);
        assertThat(headers.toArray())
                .as("the record's own headers stay as they are")
                .hasSize(1);
    }

    @Test
    void letter_cutsAValue_andSaysSo() {
        byte[] value = bytes(100_000);

        Record<byte[], byte[]> letter = letter(50_000, bytes(10), value);

        assertFits(letter, 50_000);
        assertThat(letter.key()).hasSize(10);
        assertThat(letter.value().length).isGreaterThan(40_000);
        assertThat(letter.value()).isEqualTo(Arrays.copyOf(value, letter.value().length));
        assertThat(texts(letter))
                .containsEntry(DeadLetters.CUT, "value")
                .containsEntry(DeadLetters.VALUE_BYTES, "100000");
    }

    /** Names of headers count in UTF-8, and each header some bytes by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"many", "long", "unicode"})
    void letter_fits_whateverTheHeaders(String kind) {
        switch (kind) {
            case "many" -> {
                for (int i = 0; i < 100_000; i++) {
                    headers.add("h", null);
                }
            }
            case "long" -> headers.add("bomb", bytes(1_100_000));
            default -> headers.add("\u20AC".repeat(600_000), bytes(1));
        }

        Record<byte[], byte[]> letter = letter(1 << 20, bytes(10), bytes(100));

        assertFits(letter, 1 << 20);
        assertThat(letter.key()).hasSize(10);
        assertThat(letter.value()).hasSize(100);
        assertThat(texts(letter)).containsEntry(DeadLetters.CUT, "headers").doesNotContainKeys("h", "bomb");
    }

    @Test
    void letter_fits_whenKeyAndHeadersAndValueAreAllTooLong() {
        headers.add("bomb", bytes(1 << 20));

        Record<byte[], byte[]> letter = letter(DeadLetters.MIN_BYTES, bytes(1 << 20), bytes(1 << 20));

        assertFits(letter, DeadLetters.MIN_BYTES);
        assertThat(letter.key()).isNull();
        assertThat(texts(letter))
                .containsEntry(DeadLetters.CUT, "headers,key,value")
                .containsEntry(DeadLetters.OFFSET, "7");
    }

    @Test
    void letter_boundsItsMessage_betweenCharacters() {
        Failure failure = new Failure(FailureCode.MALFORMED, "x" + "\uD83D\uDE00".repeat(500_000));
        Record<byte[], byte[]> letter = new DeadLetters(1 << 20)
                .letter(new RawEvent(new Origin("in", 0, 7, 5), headers, null, null), failure, NOW);

        assertThat(texts(letter).get(DeadLetters.MESSAGE)).isEqualTo("x" + "\uD83D\uDE00".repeat(249));
    }

    @Test
    void limit_mustLeaveRoomForWhereAndWhy() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeadLetters(DeadLetters.MIN_BYTES - 1));
    }

    private Record<byte[], byte[]> letter(int limit, byte @Nullable [] key, byte @Nullable [] value) {
        // The longest name a topic can have.
        Origin origin = new Origin("t".repeat(249), 0, 7, -1);
        return new DeadLetters(limit).letter(new RawEvent(origin, headers, key, value), FAILURE, NOW);
    }

    private static void assertFits(Record<byte[], byte[]> letter, int limit) {
        ProducerRecord<byte[], byte[]> sent =
                new ProducerRecord<>("dead", 0, letter.timestamp(), letter.key(), letter.value(), letter.headers());
        int bytes = BATCH_AND_RECORD;
        bytes += length(sent.key()) + length(sent.value());
        for (Header header : sent.headers()) {
            bytes += 10 + header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
        }
        assertThat(bytes).isLessThanOrEqualTo(limit);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    private static Map<String, String> texts(Record<byte[], byte[]> letter) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Header header : letter.headers()) {
            texts.put(header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
