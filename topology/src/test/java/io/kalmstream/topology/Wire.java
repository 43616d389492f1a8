package io.kalmstream.topology;

import io.kalmstream.avro.DuplicateFound;
import io.kalmstream.avro.EmbeddedText;
import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.RegistryAvroDeserializer;
import io.kalmstream.avro.serde.RegistryAvroSerializer;
import io.kalmstream.avro.serde.RegistryUnavailableException;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.avro.serde.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Records as they are on Kafka, with a schema registry in memory. */
final class Wire {
    static final String INPUT = "events-in";
    static final String SECOND_INPUT = "more-events-in";
    static final String THIRD_INPUT = "yet-more-events-in";
    static final String DEAD_LETTERS = "dead-letters-out";
    static final String DUPLICATES = "duplicates-out";
    static final String EMBEDDED = "embedded-out";

    /** Shared by all that name it. */
    static final Map<String, String> REGISTRY = Map.of("schema.registry.url", "mock://topology");

    static final int MAX_BYTES = 1 << 20;

    private final SchemaRegistryClient registry = SchemaRegistries.open(REGISTRY);
    private final RegistryAvroSerializer serializer = new RegistryAvroSerializer(registry, Map.of(), false);

    /** The registry is scripted to be down. */
    private volatile boolean down;

    void registryIsDown(boolean isDown) {
        down = isDown;
    }

    /** For the pipeline: the registry may be down. */
    Serializer<IndexedRecord> serializer() {
        return (topic, record) -> {
            requireUp();
            return serializer.serialize(topic, record);
        };
    }

    Deserializer<TextEvent> textEvents() {
        RegistryAvroDeserializer<TextEvent> reader =
                RegistryAvroDeserializer.specific(registry, TextEvent.class, MAX_BYTES);
        return (topic, bytes) -> {
            requireUp();
            return reader.deserialize(topic, bytes);
        };
    }

    private void requireUp() {
        if (down) {
            throw new RegistryUnavailableException("scripted");
        }
    }

    /** What comes before a value of this schema; the schema is registered when need be. */
    byte[] header(Schema writer) {
        return ByteBuffer.allocate(5)
                .put((byte) 0)
                .putInt(registry.register(INPUT + "-value", writer))
                .array();
    }

    byte[] record(IndexedRecord record) {
        return Objects.requireNonNull(serializer.serialize(INPUT, record));
    }

    DuplicateFound duplicate(byte[] value) {
        try (RegistryAvroDeserializer<DuplicateFound> reader =
                RegistryAvroDeserializer.specific(registry, DuplicateFound.class, MAX_BYTES)) {
            return Objects.requireNonNull(reader.deserialize(DUPLICATES, value));
        }
    }

    EmbeddedText embedded(byte[] value) {
        try (RegistryAvroDeserializer<EmbeddedText> reader =
                RegistryAvroDeserializer.specific(registry, EmbeddedText.class, MAX_BYTES)) {
            return Objects.requireNonNull(reader.deserialize(EMBEDDED, value));
        }
    }

    byte[] event(String tenant, String id, String text, Map<String, Object> attributes, Instant occurredAt) {
        TextEvent event = TextEvent.newBuilder()
                .setId(id)
                .setTenant(tenant)
                .setText(text)
                .setAttributes(attributes)
                .setOccurredAt(occurredAt)
                .build();
        return Objects.requireNonNull(serializer.serialize(INPUT, event));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
