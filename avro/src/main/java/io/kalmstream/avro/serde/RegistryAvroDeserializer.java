package io.kalmstream.avro.serde;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code KafkaAvroSerializer} and {@link RegistryAvroSerializer} write: Confluent's wire format. Either Kafka makes it and
 * calls {@link #configure} (keys of {@link SerdeConfig}), or a constructor says everything.
 *
 * <p>Threads: any, once configured.
 *
 * @param <T> {@code GenericRecord}, or a generated class
 */
public final class RegistryAvroDeserializer<T extends IndexedRecord> implements Deserializer<T> {
    private @Nullable RecordDecoder decoder;
    private @Nullable SchemaRegistryClient owned;

    /** For Kafka, which calls {@link #configure} next; {@code specific.avro.reader} must fit {@code T}. */
    public RegistryAvroDeserializer() {}

    private RegistryAvroDeserializer(RecordDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Reads into a generated class, whatever the writer schema is called: its fields are resolved by name, alias and default.
     *
     * @param registry stays open when the deserializer is closed
     * @param maxBytes longest record decoded
     */
    public static <R extends SpecificRecord> RegistryAvroDeserializer<R> specific(
            SchemaRegistryClient registry, Class<R> type, int maxBytes) {
        return new RegistryAvroDeserializer<>(new RecordDecoder(registry, new ReaderType.Generated(type), maxBytes));
    }

    /** Reads into GenericRecord with the writer's own fields; parameters as in {@link #specific}. */
    public static RegistryAvroDeserializer<IndexedRecord> generic(SchemaRegistryClient registry, int maxBytes) {
        return new RegistryAvroDeserializer<>(new RecordDecoder(registry, new ReaderType.Generic(), maxBytes));
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        close();
        SerdeConfig config = SerdeConfig.of(settings);
        ReaderType type = readerType(config, isKey);
        SchemaRegistryClient registry = SchemaRegistries.open(config);
        owned = registry;
        decoder = new RecordDecoder(registry, type, config.number(SerdeConfig.MAX_BYTES));
    }

    /**
     * @return null for null, a tombstone
     * @throws UndecodableRecordException these bytes are no such record, now and for ever
     * @throws RegistryUnavailableException the registry cannot tell now: try the same bytes again later
     * @throws RegistryRefusedException our configuration is wrong
     */
    @Override
    @SuppressWarnings(
            "unchecked") // the factory methods fix T; through configure(), it is what specific.avro.reader says
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (decoder == null) {
            throw new IllegalStateException("configure() was not called");
        }
        return (T) decoder.decode(bytes);
    }

    @Override
    public void close() {
        Optional.ofNullable(owned).ifPresent(SchemaRegistryClient::close);
        owned = null;
    }

    private static ReaderType readerType(SerdeConfig config, boolean isKey) {
        if (!config.flag(SerdeConfig.SPECIFIC_READER)) {
            return new ReaderType.Generic();
        }
        @Nullable Class<?> type = config.specificType(isKey);
        if (type == null) {
            return new ReaderType.GeneratedByName(classLoader());
        }
        if (!SpecificRecord.class.isAssignableFrom(type)) {
            throw new ConfigException(
                    isKey ? SerdeConfig.SPECIFIC_KEY_TYPE : SerdeConfig.SPECIFIC_VALUE_TYPE,
                    type.getName(),
                    "not a class generated from an Avro schema");
        }
        return new ReaderType.Generated(type.asSubclass(SpecificRecord.class));
    }

    private static ClassLoader classLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? RegistryAvroDeserializer.class.getClassLoader() : context;
    }
}
