package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads whatever Avro value stands in the wire format, a record or a bare string, as Avro's generic data with the writer's own
 * fields: for readers who know no schema beforehand. Logical types are left as they are written.
 *
 * <p>Threads: any.
 */
@FunctionalInterface
public interface AvroValueReader {
    /** Errors: those of {@link RegistryAvroDeserializer#deserialize}. */
    Datum read(String topic, Headers headers, byte[] bytes);

    /** @param value as {@code GenericDatumReader} answers it; null for Avro's null */
    record Datum(@Nullable Object value, Schema writer) {
        public Datum {
            requireNonNull(writer, "writer is null");
        }
    }
}
