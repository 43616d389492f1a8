package io.kalmstream.deploy.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends copies of letters' records in transactions of some hundred. There is one sender to a dead-letter topic: a new one ends what
 * the one before left open.
 *
 * <p>Threads: one.
 */
final class CopySender implements AutoCloseable {
    private static final int PER_TRANSACTION = 500;
    private static final long BYTES_PER_TRANSACTION = 8 << 20;
    /** What a record was compressed to on its way in is not known here. */
    private static final int LONGEST_REQUEST = 64 << 20;

    private final Producer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private long bytes;

    private CopySender(Producer<byte[], byte[]> producer) {
        this.producer = requireNonNull(producer, "producer is null");
    }

    static CopySender open(LetterBox box) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LONGEST_REQUEST,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 45_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000));
        settings.putAll(box.clients());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "kalmstream-dlq-replay-" + box.topic());
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            return new CopySender(producer);
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    void send(DeadLetter letter) {
        try {
            if (sent.isEmpty()) {
                producer.beginTransaction();
            }
            sent.add(producer.send(copy(letter)));
        } catch (KafkaException e) {
            throw failed(e);
        }
        bytes += length(letter.record().key()) + length(letter.record().value());
        if (sent.size() >= PER_TRANSACTION || bytes >= BYTES_PER_TRANSACTION) {
            commit();
        }
    }

    /** Makes everything sent so far visible. */
    void commit() {
        if (sent.isEmpty()) {
            return;
        }
        try {
            producer.flush();
            for (Future<RecordMetadata> copy : sent) {
                copy.get();
            }
            producer.commitTransaction();
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        sent.clear();
        bytes = 0;
    }

    private static ProducerRecord<byte[], byte[]> copy(DeadLetter letter) {
        DeadLetter.Place origin = letter.origin();
        DeadLetter.Content record = letter.record();
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(
                origin.topic(),
                origin.partition(),
                Math.max(0, letter.recordTimestamp()),
                record.key(),
                record.value());
        for (Header header : record.headers()) {
            if (!header.key().equals(Replay.REPLAYS) && !header.key().equals(Replay.REPLAY_OF)) {
                copy.headers().add(header);
            }
        }
        copy.headers()
                .add(Replay.REPLAYS, Integer.toString(letter.replays() + 1).getBytes(UTF_8));
        copy.headers().add(Replay.REPLAY_OF, letter.place().toString().getBytes(UTF_8));
        return copy;
    }

    private static ReplayException failed(Throwable why) {
        String what = why instanceof ProducerFencedException
                ? "another replay of this topic began and goes on"
                : "the last transaction was not sent (%s); the same replay goes on where this one ended"
                        .formatted(why.getMessage());
        return new ReplayException(what, why);
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** What is not committed is aborted by the broker, or by the next sender. */
    @Override
    public void close() {
        producer.close();
    }
}
