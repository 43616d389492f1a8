package io.kalmstream.deploy.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.dlq.DeadLetter;
import io.kalmstream.deploy.dlq.LetterBox;
import io.kalmstream.deploy.dlq.LetterFilter;
import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import io.kalmstream.sinks.qdrant.CollectionSettings;
import io.kalmstream.sinks.qdrant.QdrantSettings;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker and a vector store in this process, and workers against them; a test has topics of its own by its name. */
final class WorkerStack implements AutoCloseable {
    /** In memory, shared by all workers that name no other. */
    static final String REGISTRY = "mock://worker";

    private static final Duration LIMIT = Duration.ofSeconds(90);
    static final int DIMENSIONS = 8;

    private final Path data;
    private final LocalBroker broker;
    private final EmbeddedQdrant qdrant;

    private WorkerStack(Path data, LocalBroker broker, EmbeddedQdrant qdrant) {
        this.data = data;
        this.broker = broker;
        this.qdrant = qdrant;
    }

    static WorkerStack start(Path data) throws IOException {
        LocalBroker broker = LocalBroker.start(data.resolve("broker"), 0);
        return new WorkerStack(
                data, broker, EmbeddedQdrant.start(new EmbeddedQdrantSettings(data.resolve("qdrant"), "127.0.0.1", 0)));
    }

    /** Topics {@code NAME-in}, {@code NAME-dead} and {@code NAME-twins}. */
    void createTopics(String name, Map<String, String> ofInput, Map<String, String> ofDead) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(
                            new NewTopic(name + "-in", 1, (short) 1).configs(ofInput),
                            new NewTopic(name + "-dead", 1, (short) 1).configs(ofDead),
                            new NewTopic(name + "-twins", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    void alter(String topic, String key, String value) throws Exception {
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    /** @param settings of the registry and of the mapping */
    Worker worker(String name, Map<String, String> settings) {
        return worker(name, settings, new TestingEncoder(DIMENSIONS), WorkerSettings.DEFAULT_ENCODE_DEADLINE);
    }

    /** @param encoder of {@link #DIMENSIONS} dimensions */
    Worker worker(String name, Map<String, String> settings, TestingEncoder encoder, Duration encodeDeadline) {
        Map<String, String> registry = new HashMap<>(settings);
        registry.keySet().removeIf(key -> key.startsWith("input."));
        registry.putIfAbsent(SerdeConfig.URL, REGISTRY);
        return Worker.start(
                new WorkerSettings(
                        name,
                        broker.bootstrap(),
                        registry,
                        QdrantSettings.of("http://127.0.0.1:" + qdrant.port(), null),
                        name,
                        CollectionSettings.DEFAULT,
                        new Topics(List.of(name + "-in"), name + "-dead", name + "-twins"),
                        InputConfig.input(settings),
                        WorkerSettings.DEFAULT_DUPLICATES,
                        data.resolve("state-" + name),
                        1,
                        encodeDeadline,
                        false,
                        Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "1000"),
                        null),
                encoder,
                PipelineListener.NONE);
    }

    RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws InterruptedException, ExecutionException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrap(), "max.request.size", 8 << 20, "compression.type", "lz4");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(record).get();
        }
    }

    RecordMetadata send(String name, String key, byte[] value) throws InterruptedException, ExecutionException {
        return send(new ProducerRecord<>(name + "-in", key.getBytes(UTF_8), value));
    }

    List<DeadLetter> letters(String name) {
        List<DeadLetter> letters = new ArrayList<>();
        new LetterBox(Map.of("bootstrap.servers", broker.bootstrap()), name + "-dead")
                .read(LetterFilter.ALL, letters::add);
        return letters;
    }

    /** The first offset that the worker has not committed. */
    long committed(String name) throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(name)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(name + "-in", 0));
            return offset == null ? 0 : offset.offset();
        }
    }

    static boolean has(Worker worker, String id) {
        return worker.store().get(List.of(new DocumentKey("", id))).getFirst().isPresent();
    }

    /** Fails when it does not become true. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within %s: %s".formatted(LIMIT, what));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }

    @Override
    public void close() throws IOException {
        try (broker) {
            qdrant.close();
        }
    }
}
