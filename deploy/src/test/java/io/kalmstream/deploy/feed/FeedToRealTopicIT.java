package io.kalmstream.deploy.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.RegistryAvroDeserializer;
import io.kalmstream.avro.serde.RegistryAvroSerializer;
import io.kalmstream.avro.serde.RegistryRefusedException;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.avro.serde.SchemaRegistryClient;
import io.kalmstream.avro.serde.UndecodableRecordException;
import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import io.kalmstream.deploy.Home;
import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.deploy.local.LocalRegistry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our serde and our feed against a broker and a registry that we did not write. */
final class FeedToRealTopicIT {
    private static final String TOPIC = "events";

    @TempDir
    private static Path data;

    private static LocalBroker broker;
    private static LocalRegistry registry;

    @BeforeAll
    static void start() throws Exception {
        broker = LocalBroker.start(data.resolve("broker"), 0);
        registry = LocalRegistry.start(Home.find().registry(), data.resolve("registry"), 0);
        try (Admin admin = Admin.create(clients())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    @AfterAll
    static void stop() {
        // The broker in any case: one that goes on ends the JVM as soon as its folder is deleted.
        try (LocalBroker _ = broker) {
            if (registry != null) {
                registry.close();
            }
        }
    }

    @Test
    void feed_reachesTheTopic_andIsReadBack() throws Exception {
        String lines = "{\"id\":\"a\",\"text\":\"x\",\"n\":1}\nnot json\n{\"id\":\"a\",\"deleted\":true}\n"
                + "{\"id\":\"large\",\"text\":\"" + "x".repeat(2_000_000) + "\"}\n{\"id\":\"b\",\"text\":\"y\"}\n";
        List<String> refusals = new CopyOnWriteArrayList<>();

        FeedSummary summary = feed(lines, refusals);

        assertThat(summary).isEqualTo(new FeedSummary(2, 1, 1, 1));
        assertThat(refusals)
                .singleElement()
                .asString()
                .startsWith("Line 4: ")
                .contains("1048576")
                .contains("max.request.size");
        List<ConsumerRecord<byte[], byte[]>> records = read(4);
        try (RegistryAvroDeserializer<TextEvent> deserializer = new RegistryAvroDeserializer<>()) {
            deserializer.configure(
                    Map.of("schema.registry.url", registry.url(), "specific.avro.reader", "true"), false);
            assertThat(deserializer.deserialize(TOPIC, records.get(0).value()))
                    .satisfies(event -> assertThat(event.getAttributes()).isEqualTo(Map.of("n", 1L)));
            assertThat(records.get(1).value()).isEqualTo("not json".getBytes(StandardCharsets.UTF_8));
            assertThat(records.get(2).value()).isNull();
            assertThat(deserializer.deserialize(TOPIC, records.get(3).value()))
                    .satisfies(event -> assertThat(event.getText()).isEqualTo("y"));
        }
    }

    @Test
    void registry_answersAsItsApiSays() {
        try (SchemaRegistryClient client = client()) {
            int id = client.register("s-value", TextEvent.getClassSchema());

            assertThat(client.idOf("s-value", TextEvent.getClassSchema())).isEqualTo(id);
            assertThat(client.latest("s-value").id()).isEqualTo(id);
            assertThat(client.schemaById(id)).isEqualTo(TextEvent.getClassSchema());
        }
    }

    @Test
    void registry_saysWhatItDoesNotKnow() {
        try (SchemaRegistryClient client = client()) {
            assertThat(catchThrowableOfType(UndecodableRecordException.class, () -> client.schemaById(999_999))
                            .code())
                    .isEqualTo(Code.UNKNOWN_SCHEMA);
            assertThatExceptionOfType(RegistryRefusedException.class)
                    .isThrownBy(() -> client.idOf("nowhere", TextEvent.getClassSchema()))
                    .withMessageContaining("auto.register.schemas");
            assertThatExceptionOfType(RegistryRefusedException.class).isThrownBy(() -> client.latest("nowhere"));
        }
    }

    @Test
    void registry_atAnotherPath_isAWrongSetting() {
        String wrong = registry.url().replace("/apis/ccompat/v7", "/apis/nothing");
        try (SchemaRegistryClient client = SchemaRegistries.open(Map.of("schema.registry.url", wrong))) {
            assertThatExceptionOfType(RegistryRefusedException.class)
                    .isThrownBy(() -> client.schemaById(1))
                    .withMessageContaining("schema.registry.url");
        }
    }

    private static FeedSummary feed(String lines, List<String> refusals) throws Exception {
        FeedListener listener = new FeedListener() {
            @Override
            public void sent(FeedRecord record, RecordMetadata where) {}

            @Override
            public void refused(FeedRecord record, String reason) {
                refusals.add(reason);
            }
        };
        try (Producer<byte[], byte[]> producer = FeedProducer.open(clients());
                SchemaRegistryClient client = client()) {
            RegistryAvroSerializer serializer = new RegistryAvroSerializer(client, Map.of(), false);
            return new EventFeed(producer, serializer, TOPIC, InstantSource.system())
                    .feed(
                            new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                            LineFormat.defaults(),
                            listener);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (int polls = 0; records.size() < count && polls < 30; polls++) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        assertThat(records).hasSize(count);
        return records;
    }

    private static SchemaRegistryClient client() {
        return SchemaRegistries.open(Map.of("schema.registry.url", registry.url()));
    }

    private static Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }
}
