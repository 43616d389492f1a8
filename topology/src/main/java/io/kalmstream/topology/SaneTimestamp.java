package io.kalmstream.topology;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Timestamps that cannot stop the worker. Kafka Streams' own extractor fails on a record that has none; this one takes the
 * partition's latest. A time far ahead, which the input topic may allow, becomes now: brokers refuse to write what is more than
 * an hour ahead, to our changelogs too, and the record would be read, and fail, for ever.
 */
final class SaneTimestamp implements TimestampExtractor {
    static final Duration AHEAD = Duration.ofMinutes(30);

    private final InstantSource clock;

    SaneTimestamp(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        if (record.timestamp() < 0) {
            return Math.max(0, partitionTime);
        }
        long now = clock.millis();
        return record.timestamp() > now + AHEAD.toMillis() ? now : record.timestamp();
    }
}
