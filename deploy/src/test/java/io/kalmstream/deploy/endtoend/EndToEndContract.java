package io.kalmstream.deploy.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.avro.Interaction;
import io.kalmstream.avro.InteractionKind;
import io.kalmstream.avro.Recommendations;
import io.kalmstream.avro.RecommendedItem;
import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.RegistryAvroDeserializer;
import io.kalmstream.avro.serde.RegistryAvroSerializer;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.avro.serde.SchemaRegistryClient;
import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.command.TestingCommandLine;
import io.kalmstream.deploy.dlq.DeadLetter;
import io.kalmstream.deploy.dlq.LetterBox;
import io.kalmstream.deploy.dlq.LetterFilter;
import io.kalmstream.deploy.recommend.Told;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.topology.window.PipelineListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of events and interactions through a worker, whoever the broker and the vector store are. */
abstract class EndToEndContract {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int DIMENSIONS = 64;

    private final String name = "end-to-end-" + UUID.randomUUID();
    private final SchemaRegistryClient registry = SchemaRegistries.open(Map.of(SerdeConfig.URL, "mock://" + name));
    private final RegistryAvroSerializer serializer = new RegistryAvroSerializer(registry, Map.of(), false);

    @TempDir
    private Path folder;

    private KafkaProducer<byte[], byte[]> producer;

    /** Kafka's address. */
    abstract String bootstrap();

    /** Qdrant's gRPC address. */
    abstract String qdrant();

    @BeforeEach
    final void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap()))) {
            List<NewTopic> topics = new ArrayList<>();
            for (String topic : List.of("-in", "-dead", "-twins", "-deeds", "-told")) {
                topics.add(new NewTopic(name + topic, 1, (short) 1).configs(Map.of("max.message.bytes", "2097152")));
            }
            admin.createTopics(topics).all().get();
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    final void close() throws Exception {
        producer.close();
        Collections.drop(qdrant(), name);
        registry.close();
    }

    @Test
    void events_areStored_markedAndDeleted_orBecomeLetters_andUsersAreTold_alsoAfterARestart() throws Exception {
        try (Worker worker = worker()) {
            say("a", "seven green bottles", 1);
            say("b", "seven green bottles", 2);
            say("c", "a night train to Vienna", 3);
            say("d", "wolves in the forest", 4);
            say("e", "an old map of the harbour", 5);
            producer.send(new ProducerRecord<>(name + "-in", "x".getBytes(UTF_8), "no Avro".getBytes(UTF_8)))
                    .get();
            producer.send(new ProducerRecord<>(name + "-in", "c".getBytes(UTF_8), null))
                    .get();
            await("the documents", () -> stored(worker, "e").isPresent());
            await("the deletion", () -> stored(worker, "c").isEmpty());
            await("the mark", () -> duplicate(worker, "b") != null);

            assertThat(duplicate(worker, "b")).extracting(Duplicate::of).isEqualTo("a");
            assertThat(duplicate(worker, "a")).isNull();
            await("the letter", () -> letters().size() == 1);
            assertThat(letters().getFirst().code()).isEqualTo("BAD_MAGIC");

            like("d");
            await("an answer to one deed", () -> told().isPresent());
            assertThat(items()).contains("a", "e").doesNotContain("b", "c", "d");
        }
        like("a");
        say("f", "woollen socks for winter hikes", 6);
        try (Worker worker = worker()) {
            await("the document that came meanwhile", () -> stored(worker, "f").isPresent());
            await(
                    "an answer to both deeds",
                    () -> told().orElseThrow().getBasedOn().size() == 2);

            // What was seen before the restart is known.
            assertThat(items()).contains("e").doesNotContain("a", "b", "c", "d");
            assertThat(letters()).hasSize(1);
            assertThat(worker.store().count()).isEqualTo(5);
        }
    }

    private Worker worker() {
        Map<String, String> keys = new HashMap<>();
        keys.put("bootstrap.servers", bootstrap());
        keys.put("schema.registry.url", "mock://" + name);
        keys.put("qdrant.url", qdrant());
        keys.put("qdrant.collection", name);
        keys.put("input.topic", name + "-in");
        keys.put("dead.letters.topic", name + "-dead");
        keys.put("duplicates.topic", name + "-twins");
        keys.put("interactions.topic", name + "-deeds");
        keys.put("recommendations.topic", name + "-told");
        keys.put("application.id", name);
        keys.put("state.dir", folder.resolve("state").toString());
        keys.put("shutdown.leave.group", "true");
        keys.put("streams.num.standby.replicas", "0");
        return Worker.start(TestingCommandLine.settings(keys), new TestingEncoder(DIMENSIONS), PipelineListener.NONE);
    }

    private void say(String id, String text, int second) throws Exception {
        TextEvent event = TextEvent.newBuilder()
                .setId(id)
                .setText(text)
                .setOccurredAt(Instant.ofEpochSecond(second))
                .build();
        producer.send(new ProducerRecord<>(name + "-in", id.getBytes(UTF_8), serializer.serialize(name + "-in", event)))
                .get();
    }

    private void like(String item) throws Exception {
        Interaction deed = Interaction.newBuilder()
                .setUserId("ann")
                .setItemId(item)
                .setKind(InteractionKind.LIKE)
                .setOccurredAt(Instant.ofEpochSecond(10))
                .build();
        producer.send(new ProducerRecord<>(
                        name + "-deeds", "ann".getBytes(UTF_8), serializer.serialize(name + "-deeds", deed)))
                .get();
    }

    private Optional<Recommendations> told() {
        try (RegistryAvroDeserializer<Recommendations> deserializer =
                RegistryAvroDeserializer.specific(registry, Recommendations.class, 1 << 20)) {
            return new Told(clients(), name + "-told", deserializer).latest("", "ann");
        }
    }

    private List<String> items() {
        return told().orElseThrow().getItems().stream()
                .map(RecommendedItem::getId)
                .toList();
    }

    private List<DeadLetter> letters() {
        List<DeadLetter> letters = new ArrayList<>();
        new LetterBox(clients(), name + "-dead").read(LetterFilter.ALL, letters::add);
        return letters;
    }

    private static Optional<StoredPoint> stored(Worker worker, String id) {
        return worker.store().get(List.of(new DocumentKey("", id))).getFirst();
    }

    private static @Nullable Duplicate duplicate(Worker worker, String id) {
        return stored(worker, id).map(StoredPoint::duplicate).orElse(null);
    }

    private Map<String, String> clients() {
        return Map.of("bootstrap.servers", bootstrap());
    }

    /** Fails when it does not become true. */
    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time for %s", what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
