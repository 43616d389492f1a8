package io.kalmstream.deploy.soak;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends events at an even rate, through every restart of the broker.
 *
 * <p>Threads: one of its own sends.
 */
final class Load implements AutoCloseable {
    private static final Duration SLICE = Duration.ofMillis(20);

    private final Producer<byte[], byte[]> producer;
    private final EventDraws draws;
    private final int perSecond;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = Thread.ofPlatform().name("soak-load").unstarted(this::send);
    private volatile boolean ending;

    Load(String bootstrap, EventDraws draws, int perSecond) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.LINGER_MS_CONFIG, 5,
                        // A broker takes the second batch of a producer that it does not know yet, and then never the
                        // first.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 120_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 180_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.draws = draws;
        this.perSecond = perSecond;
    }

    void start() {
        thread.start();
    }

    private void send() {
        long start = System.nanoTime();
        long sent = 0;
        try {
            while (!ending) {
                long due = Duration.ofNanos(System.nanoTime() - start).toMillis() * perSecond / 1000;
                for (; sent < due && !ending; sent++) {
                    Future<RecordMetadata> _ = producer.send(draws.next(), (_, refused) -> {
                        if (refused == null) {
                            acknowledged.incrementAndGet();
                        } else {
                            failure.compareAndSet(null, refused);
                        }
                    });
                }
                Thread.sleep(SLICE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    /**
     * Sends no more and waits until everything is there.
     *
     * @return how many events that are
     * @throws IllegalStateException some are not
     */
    long finish() throws InterruptedException {
        ending = true;
        thread.join();
        producer.flush();
        Exception refused = failure.get();
        if (refused != null) {
            throw new IllegalStateException("The load could not be sent: " + refused.getMessage(), refused);
        }
        return acknowledged.get();
    }

    @Override
    public void close() {
        ending = true;
        thread.interrupt();
        producer.close(Duration.ZERO);
    }
}
