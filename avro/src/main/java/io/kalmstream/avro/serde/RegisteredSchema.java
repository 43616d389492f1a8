package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import org.apache.avro.Schema;

/**
 * A schema as the registry holds it.
 *
 * @param id what stands in the wire format
 * @param version its number within the subject
 */
public record RegisteredSchema(int id, int version, Schema schema) {
    public RegisteredSchema {
        requireNonNull(schema, "schema is null");
    }
}
