package io.kalmstream.avro.serde;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records, generic and generated, in Confluent's wire format. Either Kafka makes it and calls {@link #configure} (keys of
 * {@link SerdeConfig}), or the constructor says everything.
 *
 * <p>Threads: any, once configured.
 */
public final class RegistryAvroSerializer implements Serializer<IndexedRecord> {
    private @Nullable WriterSchemaChoice choice;
    private @Nullable SchemaRegistryClient owned;
    private final RecordEncoder encoder = new RecordEncoder();

    /** For Kafka, which calls {@link #configure} next. */
    public RegistryAvroSerializer() {}

    /**
     * @param registry stays open when the serializer is closed
     * @param settings keys of {@link SerdeConfig}, the address not needed; others are left alone
     */
    public RegistryAvroSerializer(SchemaRegistryClient registry, Map<String, ?> settings, boolean isKey) {
        this.choice = WriterSchemaChoice.of(registry, SerdeConfig.of(settings), isKey);
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        close();
        SerdeConfig config = SerdeConfig.of(settings);
        SchemaRegistryClient registry = SchemaRegistries.open(config);
        owned = registry;
        choice = WriterSchemaChoice.of(registry, config, isKey);
    }

    /**
     * @return null for null, a tombstone
     * @throws UnencodableRecordException the record does not fit its schema
     * @throws RegistryUnavailableException the registry cannot tell the schema's id now
     * @throws RegistryRefusedException the registry does not take the schema, or our configuration is wrong
     */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable IndexedRecord record) {
        if (record == null) {
            return null;
        }
        if (choice == null) {
            throw new IllegalStateException("configure() was not called");
        }
        Schema own = record.getSchema();
        WriterSchemaChoice.Chosen chosen = choice.choose(topic, own);
        return encoder.encode(chosen.id(), record, own, chosen.schema());
    }

    @Override
    public void close() {
        Optional.ofNullable(owned).ifPresent(SchemaRegistryClient::close);
        owned = null;
    }
}
