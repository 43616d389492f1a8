package io.kalmstream.deploy.fault.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.dlq.DeadLetter;
import io.kalmstream.deploy.dlq.LetterBox;
import io.kalmstream.deploy.dlq.LetterFilter;
import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.qdrant.ApiKey;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.sinks.qdrant.RetryBudget;
import io.kalmstream.sinks.testing.TestingStore;
import io.kalmstream.topology.Topics;
import io.kalmstream.topology.event.mapping.InputConfig;
import io.kalmstream.topology.window.PipelineListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A broker and a failing store in this process, and workers between them; a test has topics, a group and a collection of its own by
 * its name. The store is the one of -Dqdrant.url=http://host:6334, or an embedded one.
 */
final class StoreStack implements AutoCloseable {
    static final Duration START = Duration.ofSeconds(90);
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int DIMENSIONS = 8;
    /** An outage is over soon here: what a call retries within must be short against it. */
    private static final RetryBudget RETRIES =
            new RetryBudget(Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofMillis(400), 3);

    private static final Map<String, String> JSON = Map.of("input.format", "json", "input.text.template", "{t}");

    private final String run = UUID.randomUUID().toString();
    private final Path data;
    private final LocalBroker broker;
    private final TestingStore store;
    private final KafkaProducer<byte[], byte[]> producer;

    private StoreStack(Path data, LocalBroker broker, TestingStore store) {
        this.data = data;
        this.broker = broker;
        this.store = store;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    static StoreStack start(Path data) throws IOException {
        String url = System.getProperty("qdrant.url", "");
        TestingStore store =
                url.isEmpty() ? TestingStore.overEmbedded(data.resolve("qdrant")) : TestingStore.before(url);
        return new StoreStack(data, LocalBroker.start(data.resolve("broker"), 0), store);
    }

    TestingStore store() {
        return store;
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    String collection(String name) {
        return name + "-" + run;
    }

    /** {@code NAME-in}, {@code NAME-dead} and {@code NAME-twins}. */
    void createTopics(String name) throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            admin.createTopics(Stream.of("-in", "-dead", "-twins")
                            .map(end -> new NewTopic(name + end, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    Worker worker(String name) {
        return worker(name, null);
    }

    Worker worker(String name, @Nullable ApiKey key) {
        QdrantSettings defaults = QdrantSettings.of(store.url(), key);
        return Worker.start(
                new WorkerSettings(
                        name,
                        broker.bootstrap(),
                        Map.of(SerdeConfig.URL, "mock://" + name),
                        new QdrantSettings(
                                defaults.host(),
                                defaults.port(),
                                false,
                                key,
                                Duration.ofSeconds(5),
                                defaults.maxPointsPerRequest(),
                                defaults.maxBytesPerRequest(),
                                RETRIES),
                        collection(name),
                        new Topics(List.of(name + "-in"), name + "-dead", name + "-twins"),
                        InputConfig.input(JSON),
                        WorkerSettings.DEFAULT_DUPLICATES,
                        data.resolve("state-" + name),
                        1,
                        Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "1000")),
                new TestingEncoder(DIMENSIONS),
                PipelineListener.NONE);
    }

    /** Events, in their order; each text is a document's new version. */
    void send(String name, List<Map.Entry<String, String>> texts) throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Map.Entry<String, String> text : texts) {
            sent.add(producer.send(new ProducerRecord<>(
                    name + "-in",
                    text.getKey().getBytes(UTF_8),
                    json(text.getValue()).getBytes(UTF_8))));
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    /** What an event's value is. */
    static String json(String text) {
        return "{\"t\":\"" + text + "\"}";
    }

    List<DeadLetter> letters(String name) {
        List<DeadLetter> letters = new ArrayList<>();
        new LetterBox(Map.of("bootstrap.servers", broker.bootstrap()), name + "-dead")
                .read(LetterFilter.ALL, letters::add);
        return letters;
    }

    /** Events that are in the topic and that the group has not committed. */
    long lag(String name) {
        TopicPartition input = new TopicPartition(name + "-in", 0);
        try (Admin admin = admin()) {
            long end = admin.listOffsets(Map.of(input, OffsetSpec.latest()))
                    .partitionResult(input)
                    .get()
                    .offset();
            @Nullable
            OffsetAndMetadata committed = admin.listConsumerGroupOffsets(name)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(input);
            return end - (committed == null ? 0 : committed.offset());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("the broker does not answer", e);
        }
    }

    /** The text of each document of the collection by its id. */
    static Map<String, String> texts(Worker worker) {
        try (Stream<StoredPoint> all = worker.store().all()) {
            return all.collect(Collectors.toMap(point -> point.key().id(), point -> String.valueOf(point.text())));
        }
    }

    /** Everything that was sent is done, nothing was given up, and the store has the last version of each document and no others. */
    void requireConverged(String name, Worker worker, List<Map.Entry<String, String>> sent) {
        await("everything is committed", () -> lag(name) == 0);
        await("nothing is pending", () -> worker.pending().orElse(-1) == 0);
        Map<String, String> last = new HashMap<>();
        sent.forEach(text -> last.put(text.getKey(), text.getValue()));
        assertThat(texts(worker)).isEqualTo(last);
        assertThat(letters(name)).isEmpty();
        worker.requireAlive();
        assertThat(worker.readiness().ready()).isTrue();
        store.history().requireSound();
    }

    /** Fails when it does not become true. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within %s: %s".formatted(LIMIT, what));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }

    @Override
    public void close() throws IOException {
        try (broker;
                store) {
            producer.close();
        }
    }
}
