package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.Interaction;
import io.kalmstream.topology.event.TextEventDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.Future;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines to a topic, in their order, as fast as the producer takes them: a full producer makes the reading wait, so a stream
 * without end needs no more memory than the producer's buffer.
 *
 * <p>Threads: one feed at a time.
 */
public final class EventFeed {
    /** On every record: the line's number in its file, in decimal digits. */
    public static final String LINE_HEADER = "kalmstream.line";
    /** Longest line understood. */
    public static final int MAX_LINE_BYTES = 8 << 20;

    private final Producer<byte[], byte[]> producer;
    private final Serializer<IndexedRecord> serializer;
    private final String topic;
    private final InstantSource clock;

    /**
     * @param producer should be idempotent ({@link FeedProducer} is); not closed here
     * @param serializer not closed here
     * @param clock when an event occurred that does not say so
     */
    public EventFeed(
            Producer<byte[], byte[]> producer,
            Serializer<IndexedRecord> serializer,
            String topic,
            InstantSource clock) {
        this.producer = requireNonNull(producer, "producer is null");
        this.serializer = requireNonNull(serializer, "serializer is null");
        this.topic = requireNonNull(topic, "topic is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Returns when every line is acknowledged.
     *
     * @param in UTF-8, one JSON object per line; not closed here
     * @throws FeedException a line could not be sent; of those after it, some may have been
     * @throws IOException reading failed; the lines before are sent
     * @throws InterruptedException while it waited for a line; the lines before are sent
     */
    public FeedSummary feed(InputStream in, LineFormat format, FeedListener listener)
            throws IOException, InterruptedException {
        return feed(in, new EventLines(format, clock), listener);
    }

    /** Like {@link #feed}, of lines that say what users did. */
    public FeedSummary feedInteractions(InputStream in, FeedListener listener)
            throws IOException, InterruptedException {
        return feed(in, new InteractionLines(clock), listener);
    }

    private FeedSummary feed(InputStream in, LineReader.Mapping mapping, FeedListener listener)
            throws IOException, InterruptedException {
        LineReader reader = new LineReader(mapping);
        BoundedLines lines = new BoundedLines(in, MAX_LINE_BYTES);
        Deliveries deliveries = new Deliveries(listener);
        try {
            for (@Nullable RawLine line = lines.next(); line != null; line = lines.next()) {
                deliveries.throwFailure();
                send(reader.read(line), deliveries);
            }
        } catch (ClosedByInterruptException _) {
            // Heard and passed on; it must not disturb the sending of what was read.
            Thread.interrupted();
            throw new InterruptedException();
        } finally {
            producer.flush();
        }
        deliveries.throwFailure();
        return deliveries.summary();
    }

    private void send(FeedRecord record, Deliveries deliveries) {
        try {
            // Its outcome reaches the callback.
            Future<RecordMetadata> _ = producer.send(toProducerRecord(record), deliveries.of(record));
        } catch (KafkaException failure) {
            throw new FeedException(record.line(), String.valueOf(failure.getMessage()), failure);
        }
    }

    private ProducerRecord<byte[], byte[]> toProducerRecord(FeedRecord record) {
        ProducerRecord<byte[], byte[]> sent = switch (record) {
            case FeedRecord.Event event ->
                new ProducerRecord<>(topic, bytes(event.key()), serializer.serialize(topic, event.event()));
            case FeedRecord.Interacted interacted -> {
                Interaction said = interacted.interaction();
                yield new ProducerRecord<>(topic, bytes(said.getUserId()), serializer.serialize(topic, said));
            }
            case FeedRecord.Tombstone tombstone -> {
                ProducerRecord<byte[], byte[]> deletion = new ProducerRecord<>(topic, bytes(tombstone.key()), null);
                deletion.headers().add(TextEventDecoder.TENANT_HEADER, bytes(tombstone.tenant()));
                yield deletion;
            }
            case FeedRecord.Broken broken -> new ProducerRecord<>(topic, null, broken.bytes());
        };
        sent.headers().add(LINE_HEADER, bytes(Long.toString(record.line())));
        return sent;
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
