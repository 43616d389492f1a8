package io.kalmstream.deploy.fault.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends events past every fault, and remembers them.
 *
 * <p>Threads: the test's; {@link #begin} starts one of its own, and then only {@link #end} may be called.
 */
final class Feed implements AutoCloseable {
    private final String topic;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<OnItsWay> sent = new ArrayList<>();
    private @Nullable Thread sender;

    Feed(String bootstrap, String topic, int partitions) {
        this.topic = topic;
        this.partitions = partitions;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Documents that nobody has sent before. */
    void fresh(int count) {
        for (int i = 0; i < count; i++) {
            fresh();
        }
        producer.flush();
    }

    /** Goes on with fresh documents in the background until {@link #end}. */
    void begin(Duration pause) {
        sender = Thread.ofPlatform().name("feed").daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                fresh();
                LockSupport.parkNanos(pause.toNanos());
            }
        });
    }

    void end() throws InterruptedException {
        if (sender != null) {
            sender.interrupt();
            sender.join();
            sender = null;
        }
        producer.flush();
    }

    private void fresh() {
        send("id-" + sent.size(), "event " + sent.size() + " of its own");
    }

    void send(String id, String text) {
        send(id, text, System.currentTimeMillis());
    }

    /** @param timestamp of the record */
    void send(String id, String text, long timestamp) {
        int number = sent.size();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                Math.floorMod(id.hashCode(), partitions),
                timestamp,
                id.getBytes(UTF_8),
                "{\"t\":\"%s\"}".formatted(text).getBytes(UTF_8));
        record.headers().add(Sent.NUMBER, Integer.toString(number).getBytes(UTF_8));
        sent.add(new OnItsWay(number, id, text, producer.send(record)));
    }

    int count() {
        return sent.size();
    }

    /** Everything that was sent, in order. */
    List<Sent> sent() throws Exception {
        producer.flush();
        List<Sent> all = new ArrayList<>();
        for (OnItsWay event : sent) {
            RecordMetadata at = event.arrival().get();
            all.add(new Sent(event.number(), event.id(), event.text(), at.partition(), at.offset()));
        }
        return all;
    }

    @Override
    public void close() {
        if (sender != null) {
            sender.interrupt();
        }
        producer.close(Duration.ofSeconds(5));
    }

    private record OnItsWay(int number, String id, String text, Future<RecordMetadata> arrival) {}
}
