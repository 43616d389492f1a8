package io.kalmstream.avro.serde;

import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What reads and writes the records of one configuration: the classes of this package, or Confluent's own, as
 * {@link SerdeConfig#SERDES} says. What they make may be used by any number of threads, fails with {@link SerdeException}s, and works
 * until this is closed.
 */
public interface AvroSerdes extends AutoCloseable {
    /** Reads values into a generated class, whatever the writer schema is called: by name, alias and default. */
    <R extends SpecificRecord> Deserializer<R> generated(Class<R> type);

    /** Reads values or keys of any schema. */
    AvroValueReader values(boolean isKey);

    /** Writes values. */
    Serializer<IndexedRecord> serializer();

    @Override
    void close();

    /**
     * Connects to nothing yet.
     *
     * @param settings keys of {@link SerdeConfig}; others are left alone
     * @param maxBytes longest key or value decoded
     * @throws ConfigException the settings make no sense, or ask for Confluent's classes where they are not
     */
    static AvroSerdes open(Map<String, ?> settings, int maxBytes) {
        AvroLimits.set();
        String which = SerdeConfig.of(settings).text(SerdeConfig.SERDES);
        if (which.equals(SerdeConfigDef.CONFLUENT)) {
            return ConfluentClasses.factory().open(settings, maxBytes);
        }
        return new RegistrySerdes(SchemaRegistries.open(settings), settings, maxBytes);
    }

    /** Opens them for a configuration; found by name, so it has a constructor without parameters. */
    @FunctionalInterface
    interface Factory {
        AvroSerdes open(Map<String, ?> settings, int maxBytes);
    }
}
