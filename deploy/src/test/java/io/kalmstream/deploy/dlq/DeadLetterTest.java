package io.kalmstream.deploy.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadLetterTest {
    private static final Instant WRITTEN = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void of_givesTheRecordBack_asItWas() {
        Headers own = new RecordHeaders();
        own.add("trace", "1".getBytes(UTF_8));
        // A record may have a header of such a name: that one is not ours.
        own.add(DeadLetters.CODE, "theirs".getBytes(UTF_8));
        own.add("none", null);
        own.add(DeadLetters.STAGE, "theirs".getBytes(UTF_8));

        DeadLetter letter = letter(own, "k".getBytes(UTF_8), "v".getBytes(UTF_8));

        assertThat(letter.record().headers())
                .extracting(Header::key)
                .containsExactly("trace", DeadLetters.CODE, "none", DeadLetters.STAGE);
        assertThat(letter.record().key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(letter.record().value()).isEqualTo("v".getBytes(UTF_8));
        assertThat(letter.origin()).isEqualTo(new DeadLetter.Place("in", 2, 7));
        assertThat(letter.recordTimestamp()).isEqualTo(5);
        assertThat(letter.at()).isEqualTo(WRITTEN);
        assertThat(letter.code()).isEqualTo("MALFORMED");
        assertThat(letter.stage()).isEqualTo("decode");
        assertThat(letter.message()).isEqualTo("reason");
        assertThat(letter.cut()).isEmpty();
        assertThat(letter.replays()).isZero();
        assertThat(letter.hasOrigin()).isTrue();
    }

    @Test
    void of_readsSomebodyElsesLetters_withoutGuessing() {
        Headers headers = new RecordHeaders();
        headers.add(DeadLetters.PARTITION, "many".getBytes(UTF_8));
        headers.add(DeadLetters.OFFSET, null);

        DeadLetter letter = DeadLetter.of(record(headers, null, null));

        assertThat(letter.hasOrigin()).isFalse();
        assertThat(letter.code()).isEmpty();
        assertThat(letter.recordTimestamp()).isEqualTo(WRITTEN.toEpochMilli());
    }

    @Test
    void filter_wantsAllOfIt() {
        DeadLetter letter = letter(new RecordHeaders(), null, null);

        assertThat(LetterFilter.ALL.test(letter)).isTrue();
        assertThat(filter("MALFORMED", "decode", "in", 2, "5-9").test(letter)).isTrue();
        assertThat(filter("TOO_LARGE", "decode", "in", 2, "5-9").test(letter)).isFalse();
        assertThat(filter("MALFORMED", "store", "in", 2, "5-9").test(letter)).isFalse();
        assertThat(filter("MALFORMED", "decode", "other", 2, "5-9").test(letter))
                .isFalse();
        assertThat(filter("MALFORMED", "decode", "in", 1, "5-9").test(letter)).isFalse();
        assertThat(filter("MALFORMED", "decode", "in", 2, "8-").test(letter)).isFalse();
        assertThat(between(WRITTEN, WRITTEN).test(letter)).isTrue();
        assertThat(between(WRITTEN.plusMillis(1), WRITTEN.plusMillis(2)).test(letter))
                .isFalse();
        assertThat(between(WRITTEN.minusMillis(2), WRITTEN.minusMillis(1)).test(letter))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"5, 5, 5", "5-9, 5, 9", "5-, 5, 9223372036854775807", "' 0-0 ', 0, 0"})
    void range_isParsed(String text, long first, long last) {
        assertThat(OffsetRange.parse(text)).isEqualTo(new OffsetRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "a", "9-5", "5-9-", "99999999999999999999"})
    void range_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> OffsetRange.parse(text));
    }

    private static LetterFilter filter(String code, String stage, String topic, int partition, String offsets) {
        return new LetterFilter(
                Set.of(code, "BAD_MAGIC"), stage, topic, partition, OffsetRange.parse(offsets), null, null);
    }

    private static LetterFilter between(Instant since, Instant until) {
        return new LetterFilter(Set.of(), null, null, null, OffsetRange.ALL, since, until);
    }

    private static DeadLetter letter(Headers own, byte @Nullable [] key, byte @Nullable [] value) {
        Record<byte[], byte[]> written = new DeadLetters(1 << 20)
                .letter(
                        new RawEvent(new Origin("in", 2, 7, 5), own, key, value),
                        new Failure(FailureCode.MALFORMED, "reason"),
                        WRITTEN);
        return DeadLetter.of(record(written.headers(), written.key(), written.value()));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                "dead",
                0,
                3,
                WRITTEN.toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key,
                value,
                headers,
                Optional.empty());
    }
}
