package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class SaneTimestampTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final SaneTimestamp extractor = new SaneTimestamp(InstantSource.fixed(NOW));

    @Test
    void extract_keepsThePastAndTheNearFuture() {
        long soon = NOW.plus(SaneTimestamp.AHEAD).toEpochMilli();

        assertThat(extract(0, 99)).isZero();
        assertThat(extract(NOW.minus(Duration.ofHours(1)).toEpochMilli(), NOW.toEpochMilli()))
                .isEqualTo(NOW.minus(Duration.ofHours(1)).toEpochMilli());
        assertThat(extract(soon, 99)).isEqualTo(soon);
    }

    @Test
    void extract_takesNow_insteadOfTheFarFuture() {
        assertThat(extract(NOW.plus(SaneTimestamp.AHEAD).toEpochMilli() + 1, 99))
                .isEqualTo(NOW.toEpochMilli());
        assertThat(extract(Long.MAX_VALUE, 99)).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void extract_takesThePartitionsLatest_whenThereIsNone() {
        assertThat(extract(-1, 99)).isEqualTo(99);
        assertThat(extract(-1, -1)).isZero();
    }

    private long extract(long timestamp, long partitionTime) {
        ConsumerRecord<Object, Object> record = new ConsumerRecord<>(
                "in",
                0,
                7,
                timestamp,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                null,
                null,
                new RecordHeaders(),
                Optional.empty());
        return extractor.extract(record, partitionTime);
    }
}
