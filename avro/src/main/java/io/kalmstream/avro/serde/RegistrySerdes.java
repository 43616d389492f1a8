package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** The classes of this package, all on one registry client. */
record RegistrySerdes(SchemaRegistryClient registry, Map<String, ?> settings, int maxBytes) implements AvroSerdes {
    RegistrySerdes {
        requireNonNull(registry, "registry is null");
        requireNonNull(settings, "settings is null");
    }

    @Override
    public <R extends SpecificRecord> Deserializer<R> generated(Class<R> type) {
        return RegistryAvroDeserializer.specific(registry, type, maxBytes);
    }

    @Override
    public AvroValueReader values(boolean isKey) {
        RecordDecoder decoder = new RecordDecoder(registry, new ReaderType.Generic(), maxBytes);
        return (_, _, bytes) -> decoder.decodeAny(bytes);
    }

    @Override
    public Serializer<IndexedRecord> serializer() {
        return new RegistryAvroSerializer(registry, settings, false);
    }

    @Override
    public void close() {
        registry.close();
    }

    @Override
    public String toString() {
        // The settings hold passwords.
        return "RegistrySerdes";
    }
}
