package io.kalmstream.deploy.bench;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.RegistryAvroSerializer;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.avro.serde.SchemaRegistryClient;
import io.kalmstream.deploy.feed.FeedProducer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Brings events to the topic: many, which appear all at once and when it is said, or some at a time at a steady speed.
 *
 * <p>Threads: one.
 */
final class BenchFeed implements AutoCloseable {
    private static final Duration LONGEST_FILLING = Duration.ofMinutes(10);
    private static final long SEED = 1_000;

    private final SchemaRegistryClient registry;
    private final RegistryAvroSerializer serializer;
    private final Producer<byte[], byte[]> filling;
    private final Producer<byte[], byte[]> steady;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    BenchFeed(BenchStack stack) {
        registry = SchemaRegistries.open(stack.registry());
        serializer = new RegistryAvroSerializer(registry, stack.registry(), false);
        filling = FeedProducer.open(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stack.bootstrap(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "bench",
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                (int) LONGEST_FILLING.toMillis()));
        steady = FeedProducer.open(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrap(), ProducerConfig.LINGER_MS_CONFIG, 0));
        filling.initTransactions();
    }

    /** How long an event's value is. */
    int bytes(TextEvent event) {
        return value(event).length;
    }

    /** Writes events that nobody sees before {@link #show}: so filling the topic takes no time of the worker's. */
    void hide(BenchEvents events, int count) {
        filling.beginTransaction();
        for (int i = 0; i < count; i++) {
            send(filling, events.next(Instant.now()), System.currentTimeMillis());
        }
        filling.flush();
        throwFailure();
    }

    void show() {
        filling.commitTransaction();
    }

    /**
     * Sends events as many users would: at random moments, so many a second on average. An event's time is when it was due, also
     * when it is sent late.
     *
     * @return how many
     */
    int steadily(BenchEvents events, double perSecond, Duration time) {
        Random random = new Random(SEED);
        long start = System.nanoTime();
        Instant startTime = Instant.now();
        int sent = 0;
        double due = gap(random, perSecond);
        while (due < time.toNanos()) {
            LockSupport.parkNanos(start + (long) due - System.nanoTime());
            if (System.nanoTime() - start < due) {
                continue;
            }
            Instant at = startTime.plusNanos((long) due);
            send(steady, events.next(at), at.toEpochMilli());
            sent++;
            due += gap(random, perSecond);
        }
        steady.flush();
        throwFailure();
        return sent;
    }

    /** Nanoseconds until the next event. */
    private static double gap(Random random, double perSecond) {
        return -Math.log(1 - random.nextDouble()) * 1e9 / perSecond;
    }

    private void send(Producer<byte[], byte[]> producer, TextEvent event, long millis) {
        Future<RecordMetadata> _ = producer.send(
                new ProducerRecord<>(BenchTopics.EVENTS, null, millis, BenchEvents.key(event), value(event)),
                (_, fault) -> failure.compareAndSet(null, fault));
    }

    private byte[] value(TextEvent event) {
        byte[] value = serializer.serialize(BenchTopics.EVENTS, event);
        if (value == null) {
            throw new IllegalStateException("an event without a value. This is a bug.");
        }
        return value;
    }

    private void throwFailure() {
        Exception fault = failure.get();
        if (fault != null) {
            throw new IllegalStateException("An event of the benchmark could not be sent", fault);
        }
    }

    @Override
    public void close() {
        filling.close();
        steady.close();
        serializer.close();
        registry.close();
    }
}
