package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import org.apache.avro.Schema;

/**
 * Asks the registry once. An id means the same schema for ever, so schemas by id never expire, and one that cannot be used never
 * will will be; that an id is unknown is remembered no longer than it was told to, because its schema may be registered, or reach this
 * replica of the registry, in a moment.
 */
final class CachingSchemaRegistryClient implements SchemaRegistryClient {
    private final SchemaRegistryClient registry;
    private final BoundedCache<Integer, Held> schemas;
    private final BoundedCache<Registration, Integer> registered;
    private final BoundedCache<Registration, Integer> found;
    private final BoundedCache<String, RegisteredSchema> latest;

    private final MissingIds missing;

    CachingSchemaRegistryClient(SchemaRegistryClient registry, int capacity, MissingIds missing) {
        this.registry = requireNonNull(registry, "registry is null");
        this.missing = requireNonNull(missing, "missing is null");
        schemas = new BoundedCache<>(capacity);
        registered = new BoundedCache<>(capacity);
        found = new BoundedCache<>(capacity);
        latest = new BoundedCache<>(capacity);
    }

    @Override
    public Schema schemaById(int id) {
        missing.refuse(id);
        return switch (schemas.get(id, this::fetch)) {
            case Held.Usable(Schema schema) -> schema;
            case Held.Unusable(Code code, String reason) -> throw new UndecodableRecordException(code, reason);
        };
    }

    private Held fetch(int id) {
        try {
            return new Held.Usable(registry.schemaById(id));
        } catch (UndecodableRecordException refused) {
            if (refused.code() == Code.UNKNOWN_SCHEMA) {
                missing.add(id);
                throw refused;
            }
            return new Held.Unusable(refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public int register(String subject, Schema schema) {
        return registered.get(new Registration(subject, schema), it -> registry.register(it.subject, it.schema));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return found.get(new Registration(subject, schema), it -> registry.idOf(it.subject, it.schema));
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return latest.get(subject, registry::latest);
    }

    @Override
    public void close() {
        registry.close();
    }

    /** What the registry holds under an id. */
    private sealed interface Held {
        record Usable(Schema schema) implements Held {}

        record Unusable(Code code, String reason) implements Held {}
    }

    private record Registration(String subject, Schema schema) {}
}
