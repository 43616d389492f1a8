package io.kalmstream.deploy.worker;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka Streams' ordinary clients, and a count of the transactions that each stream thread has committed: Kafka Streams itself tells
 * nobody when it has committed, nor that it is trying to.
 *
 * <p>Threads: any; {@link #getAsLong} answers for the calling one.
 */
final class CountingClients implements KafkaClientSupplier, LongSupplier {
    private final BooleanSupplier held;
    private final ConcurrentMap<Long, AtomicLong> commits = new ConcurrentHashMap<>();
    private final ConcurrentMap<Producer<?, ?>, Long> underWay = new ConcurrentHashMap<>();

    /** @param held whether events are to wait where they are */
    CountingClients(BooleanSupplier held) {
        this.held = held;
    }

    @Override
    public long getAsLong() {
        AtomicLong count = commits.get(Thread.currentThread().threadId());
        return count == null ? 0 : count.get();
    }

    /** For how long the longest commit has been under way, its repetitions included; empty while there is none. */
    Optional<Duration> commitUnderWay() {
        long now = System.nanoTime();
        return underWay.values().stream()
                .map(since -> Duration.ofNanos(now - since))
                .max(Comparator.naturalOrder());
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new CountingProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new HeldConsumer(config, held);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(new HashMap<>(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private final class CountingProducer extends KafkaProducer<byte[], byte[]> {
        CountingProducer(Map<String, Object> config) {
            super(new HashMap<>(config), new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void commitTransaction() {
            underWay.putIfAbsent(this, System.nanoTime());
            try {
                super.commitTransaction();
            } catch (TimeoutException e) {
                // Kafka Streams tries again.
                throw e;
            } catch (RuntimeException e) {
                underWay.remove(this);
                throw e;
            }
            underWay.remove(this);
            commits.computeIfAbsent(Thread.currentThread().threadId(), _ -> new AtomicLong())
                    .incrementAndGet();
        }

        @Override
        public void close(Duration timeout) {
            underWay.remove(this);
            super.close(timeout);
        }
    }
}
