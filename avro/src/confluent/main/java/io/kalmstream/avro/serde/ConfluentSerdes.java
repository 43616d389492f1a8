package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's own classes, for what only they do: rules of data contracts, encrypted fields, credentials of their own kinds, ids in
 * headers. They see generic records only, which become generated ones and come from them here: so writers' aliases count, and Avro
 * need not be told to trust a package before it loads classes by the names in schemas. Their failures are told apart by {@link ConfluentFaults}.
 *
 * <p>Confluent's deserializer takes lengths at their word: only Avro's own limits ({@link AvroLimits}) and {@code maxBytes} stand
 * between it and hostile bytes.
 */
final class ConfluentSerdes implements AvroSerdes {
    private static final int READERS = 100;

    private final Map<String, Object> settings;
    private final int maxBytes;
    private final Queue<AutoCloseable> opened = new ConcurrentLinkedQueue<>();
    /** One a thread: Confluent promises nothing about several. */
    private final ThreadLocal<KafkaAvroDeserializer> keys = ThreadLocal.withInitial(() -> deserializer(true));

    private final ThreadLocal<KafkaAvroDeserializer> values = ThreadLocal.withInitial(() -> deserializer(false));
    private final ThreadLocal<KafkaAvroSerializer> serializer = ThreadLocal.withInitial(this::newSerializer);

    private ConfluentSerdes(Map<String, ?> given, int maxBytes) {
        settings = new HashMap<>(given);
        settings.put(SerdeConfig.SPECIFIC_READER, false);
        this.maxBytes = maxBytes;
        // What cannot be configured is said now.
        values.get();
        serializer.get();
    }

    private KafkaAvroDeserializer deserializer(boolean isKey) {
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
        deserializer.configure(settings, isKey);
        opened.add(deserializer);
        return deserializer;
    }

    private KafkaAvroSerializer newSerializer() {
        KafkaAvroSerializer made = new KafkaAvroSerializer();
        made.configure(settings, false);
        opened.add(made);
        return made;
    }

    @Override
    public <R extends SpecificRecord> Deserializer<R> generated(Class<R> type) {
        return new Generated<>(type);
    }

    @Override
    public AvroValueReader values(boolean isKey) {
        return (topic, headers, bytes) -> read(isKey ? keys.get() : values.get(), topic, headers, bytes);
    }

    @Override
    public Serializer<IndexedRecord> serializer() {
        return new Written();
    }

    @Override
    public void close() {
        opened.forEach(part -> Utils.closeQuietly(part, "a class of Confluent's"));
    }

    private AvroValueReader.Datum read(KafkaAvroDeserializer from, String topic, Headers headers, byte[] bytes) {
        if (bytes.length > maxBytes) {
            throw new UndecodableRecordException(
                    Code.TOO_LARGE, "%d bytes, but at most %d are decoded".formatted(bytes.length, maxBytes));
        }
        if (bytes.length == 0) {
            throw new UndecodableRecordException(Code.TRUNCATED, "0 bytes are too few");
        }
        @Nullable Object value;
        try {
            value = from.deserialize(topic, headers, bytes);
        } catch (RuntimeException failure) {
            throw ConfluentFaults.ofReading(failure);
        }
        return value instanceof byte[] plain
                ? new AvroValueReader.Datum(ByteBuffer.wrap(plain), Schema.create(Schema.Type.BYTES))
                : new AvroValueReader.Datum(value, writer(value));
    }

    private static Schema writer(@Nullable Object value) {
        return switch (value) {
            case GenericContainer container -> container.getSchema();
            case null -> Schema.create(Schema.Type.NULL);
            case CharSequence _ -> Schema.create(Schema.Type.STRING);
            case Integer _ -> Schema.create(Schema.Type.INT);
            case Long _ -> Schema.create(Schema.Type.LONG);
            case Float _ -> Schema.create(Schema.Type.FLOAT);
            case Double _ -> Schema.create(Schema.Type.DOUBLE);
            case Boolean _ -> Schema.create(Schema.Type.BOOLEAN);
            case ByteBuffer _ -> Schema.create(Schema.Type.BYTES);
            default ->
                throw new UndecodableRecordException(
                        Code.SCHEMA_MISMATCH,
                        "A value of %s by itself is not read"
                                .formatted(value.getClass().getSimpleName()));
        };
    }

    /** A generic record becomes one of a generated class by way of its own bytes. */
    private final class Generated<R extends SpecificRecord> implements Deserializer<R> {
        private final Class<R> type;
        private final RecordEncoder encoder = new RecordEncoder();
        private final BoundedCache<Schema, RecordDecoder> decoders = new BoundedCache<>(READERS);

        private Generated(Class<R> type) {
            this.type = requireNonNull(type, "type is null");
        }

        @Override
        public @Nullable R deserialize(String topic, byte @Nullable [] bytes) {
            return deserialize(topic, new RecordHeaders(), bytes);
        }

        @Override
        public @Nullable R deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
            if (bytes == null) {
                return null;
            }
            if (!(read(values.get(), topic, headers, bytes).value() instanceof IndexedRecord record)) {
                throw new UndecodableRecordException(Code.SCHEMA_MISMATCH, "The value is not a record");
            }
            Schema writer = record.getSchema();
            byte[] own = encoder.encode(0, record, writer, writer);
            RecordDecoder decoder = decoders.get(
                    writer,
                    schema -> new RecordDecoder(
                            new OneSchema(schema), new ReaderType.Generated(type), Integer.MAX_VALUE));
            return type.cast(decoder.decode(own));
        }
    }

    /** Its failures are ours. */
    private final class Written implements Serializer<IndexedRecord> {
        private final RecordEncoder encoder = new RecordEncoder();
        private final BoundedCache<Schema, RecordDecoder> decoders = new BoundedCache<>(READERS);

        @Override
        public byte @Nullable [] serialize(String topic, @Nullable IndexedRecord record) {
            return serialize(topic, new RecordHeaders(), record);
        }

        @Override
        public byte @Nullable [] serialize(String topic, Headers headers, @Nullable IndexedRecord record) {
            @Nullable IndexedRecord plain = record instanceof SpecificRecord ? generic(record) : record;
            try {
                return serializer.get().serialize(topic, headers, plain);
            } catch (RuntimeException failure) {
                throw ConfluentFaults.ofWriting(failure);
            }
        }

        private IndexedRecord generic(IndexedRecord record) {
            Schema schema = record.getSchema();
            byte[] own = encoder.encode(0, record, schema, schema);
            RecordDecoder decoder = decoders.get(
                    schema,
                    each -> new RecordDecoder(new OneSchema(each), new ReaderType.Generic(), Integer.MAX_VALUE));
            return decoder.decode(own);
        }
    }

    /** The schema of the bytes at hand, whatever their id. */
    private record OneSchema(Schema schema) implements SchemaRegistryClient {
        @Override
        public Schema schemaById(int id) {
            return schema;
        }

        @Override
        public int register(String subject, Schema registered) {
            throw readOnly();
        }

        @Override
        public int idOf(String subject, Schema registered) {
            throw readOnly();
        }

        @Override
        public RegisteredSchema latest(String subject) {
            throw readOnly();
        }

        @Override
        public void close() {}

        private static IllegalStateException readOnly() {
            return new IllegalStateException("only reads are asked for. This is a bug.");
        }
    }

    /** Found by its name, see {@link ConfluentClasses}. */
    static final class Opener implements AvroSerdes.Factory {
        Opener() {}

        @Override
        public AvroSerdes open(Map<String, ?> settings, int maxBytes) {
            return new ConfluentSerdes(settings, maxBytes);
        }
    }
}
