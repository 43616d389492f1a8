package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads whatever Avro value stands in the wire format, a record or a bare string, as Avro's generic data with the writer's own
 * fields: for readers who know no schema beforehand. Logical types are left as they are written.
 *
 * <p>Threads: any.
 */
public final class AvroValueReader {
    private final RecordDecoder decoder;

    /**
     * @param registry stays open
     * @param maxBytes longest value decoded
     */
    public AvroValueReader(SchemaRegistryClient registry, int maxBytes) {
        decoder = new RecordDecoder(registry, new ReaderType.Generic(), maxBytes);
    }

    /** Errors: those of {@link RegistryAvroDeserializer#deserialize}. */
    public Datum read(byte[] bytes) {
        return decoder.decodeAny(bytes);
    }

    /** @param value as {@code GenericDatumReader} answers it; null for Avro's null */
    public record Datum(@Nullable Object value, Schema writer) {
        public Datum {
            requireNonNull(writer, "writer is null");
        }
    }
}
