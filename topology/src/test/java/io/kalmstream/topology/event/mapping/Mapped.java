package io.kalmstream.topology.event.mapping;

import io.kalmstream.avro.serde.AvroSerdes;
import io.kalmstream.avro.serde.RegistryAvroSerializer;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.avro.serde.SchemaRegistryClient;
import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.Decoder;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import io.kalmstream.topology.event.RetryWhileUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A decoder as the settings make it, and records to try it on. */
final class Mapped {
    static final Instant SENT = Instant.parse("2025-06-01T12:00:00Z");

    private static final int MAX_BYTES = 1 << 20;

    private static final Map<String, String> REGISTRY = Map.of("schema.registry.url", "mock://mapping");

    private final SchemaRegistryClient registry = SchemaRegistries.open(REGISTRY);
    private final RegistryAvroSerializer serializer = new RegistryAvroSerializer(registry, Map.of(), false);
    private final Decoder decoder;
    final Headers headers = new Record<byte[], byte[]>(null, null, 0).headers();

    /** @param settings key, value, key, value */
    Mapped(String... settings) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            given.put(settings[i], settings[i + 1]);
        }
        MappedDecoder.AvroSource avro = new MappedDecoder.AvroSource(
                AvroSerdes.open(REGISTRY, MAX_BYTES), new RetryWhileUnavailable(Duration.ZERO, () -> 0, _ -> {}));
        decoder = switch (InputConfig.input(given)) {
            case Input.TextEvents _ -> throw new IllegalArgumentException("no mapping");
            case Input.Texts texts -> MappedDecoder.texts(texts, avro);
            case Input.Json json -> MappedDecoder.json(json, avro);
            case Input.Avro records -> MappedDecoder.avro(records, avro);
        };
    }

    Decoded decode(byte @Nullable [] key, byte @Nullable [] value) {
        return decoder.decode(new RawEvent(new Origin("in", 0, 7, SENT.toEpochMilli()), headers, key, value));
    }

    Decoded decode(String key, String value) {
        return decode(utf8(key), utf8(value));
    }

    byte[] avro(IndexedRecord record) {
        byte[] bytes = serializer.serialize("in", record);
        if (bytes == null) {
            throw new AssertionError("a record has bytes");
        }
        return bytes;
    }

    /** What a serializer of bare strings writes. */
    byte[] avroString(String text) {
        int id = registry.register("in-key", Schema.create(Schema.Type.STRING));
        byte[] content = utf8(text);
        byte[] bytes = new byte[6 + content.length];
        bytes[4] = (byte) id;
        bytes[5] = (byte) (2 * content.length);
        System.arraycopy(content, 0, bytes, 6, content.length);
        return bytes;
    }

    static Schema schema(String json) {
        return new Schema.Parser().parse(json.replace('\'', '"'));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
