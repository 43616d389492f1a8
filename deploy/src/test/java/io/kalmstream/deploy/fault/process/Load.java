package io.kalmstream.deploy.fault.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends events, each of which it can tell from all others, and remembers them: new documents, new texts for old ones, deletions, bad
 * records.
 *
 * <p>Threads: the test's; {@link #begin} starts one of its own, and then only {@link #end} may be called.
 */
final class Load implements AutoCloseable {
    private final String topic;
    private final int partitions;
    private final Random random;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<String> ids = new ArrayList<>();
    private final List<OnItsWay> sent = new ArrayList<>();
    private @Nullable Thread sender;

    Load(String bootstrap, String topic, int partitions, Random random) {
        this.topic = topic;
        this.partitions = partitions;
        this.random = random;
        // One request at a time: a broker that meets a producer anew takes its second batch, and then never the first
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "linger.ms", 0,
                        "delivery.timeout.ms", 300_000,
                        "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Some of everything. */
    void send(int count) {
        for (int i = 0; i < count; i++) {
            sendOne();
        }
        producer.flush();
    }

    /** Goes on in the background until {@link #end}. */
    void begin(Duration pause) {
        sender = Thread.ofPlatform().name("load").daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                sendOne();
                LockSupport.parkNanos(pause.toNanos());
            }
        });
    }

    /** Everything that was sent, in order. */
    List<Sent> end() throws Exception {
        if (sender != null) {
            sender.interrupt();
            sender.join();
        }
        return sent();
    }

    /** What was sent so far; not while it goes on in the background. */
    List<Sent> sent() throws Exception {
        producer.flush();
        List<Sent> all = new ArrayList<>();
        for (OnItsWay event : sent) {
            RecordMetadata at = event.arrival().get();
            all.add(new Sent(event.number(), event.id(), event.content(), new Sent.Place(at.partition(), at.offset())));
        }
        return all;
    }

    void text(String id) {
        String text = "event %d says %s".formatted(sent.size(), Long.toString(random.nextLong(), 36));
        if (!ids.contains(id)) {
            ids.add(id);
        }
        send(id, new Sent.Text(text), "{\"t\":\"%s\"}".formatted(text));
    }

    void tombstone(String id) {
        ids.remove(id);
        send(id, new Sent.Tombstone(), null);
    }

    void bad() {
        String bytes = "broken " + sent.size();
        send("bad-" + sent.size(), new Sent.Bad(bytes), bytes);
    }

    private void sendOne() {
        int kind = random.nextInt(100);
        if (kind < 5) {
            bad();
        } else if (kind < 15 && !ids.isEmpty()) {
            tombstone(ids.get(random.nextInt(ids.size())));
        } else if (kind < 40 && !ids.isEmpty()) {
            text(ids.get(random.nextInt(ids.size())));
        } else {
            text("id-" + sent.size());
        }
    }

    private void send(String id, Sent.Content content, @Nullable String value) {
        int number = sent.size();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                Math.floorMod(id.hashCode(), partitions),
                id.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8));
        record.headers().add(Sent.NUMBER, Integer.toString(number).getBytes(UTF_8));
        sent.add(new OnItsWay(number, id, content, producer.send(record)));
    }

    @Override
    public void close() {
        if (sender != null) {
            sender.interrupt();
        }
        producer.close(Duration.ofSeconds(5));
    }

    private record OnItsWay(int number, String id, Sent.Content content, Future<RecordMetadata> arrival) {}
}
