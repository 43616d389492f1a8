package io.kalmstream.avro.serde;

import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;

/**
 * A registry for tests, chosen by {@code schema.registry.url=mock://scope}: everybody in this JVM who names the same scope shares
 * one. It checks no compatibility. Ids count from 1.
 */
final class InMemorySchemaRegistry implements SchemaRegistryClient {
    private static final ConcurrentMap<String, InMemorySchemaRegistry> SCOPES = new ConcurrentHashMap<>();

    private final Object lock = new Object();
    private final List<Schema> byId = new ArrayList<>();
    private final Map<String, List<Schema>> subjects = new HashMap<>();

    static InMemorySchemaRegistry scope(String name) {
        return SCOPES.computeIfAbsent(name, _ -> new InMemorySchemaRegistry());
    }

    @Override
    public Schema schemaById(int id) {
        synchronized (lock) {
            if (id < 1 || id > byId.size()) {
                throw new UndecodableRecordException(
                        Code.UNKNOWN_SCHEMA, "The schema registry knows no schema of id " + id);
            }
            return byId.get(id - 1);
        }
    }

    @Override
    public int register(String subject, Schema schema) {
        synchronized (lock) {
            if (!byId.contains(schema)) {
                byId.add(schema);
            }
            List<Schema> versions = subjects.computeIfAbsent(subject, _ -> new ArrayList<>());
            if (!versions.contains(schema)) {
                versions.add(schema);
            }
            return byId.indexOf(schema) + 1;
        }
    }

    @Override
    public int idOf(String subject, Schema schema) {
        synchronized (lock) {
            if (!versions(subject).contains(schema)) {
                throw new RegistryRefusedException(
                        "Subject %s has no version with schema %s".formatted(subject, schema.getFullName()));
            }
            return byId.indexOf(schema) + 1;
        }
    }

    @Override
    public RegisteredSchema latest(String subject) {
        synchronized (lock) {
            List<Schema> versions = versions(subject);
            if (versions.isEmpty()) {
                throw new RegistryRefusedException("There is no subject " + subject);
            }
            Schema schema = versions.getLast();
            return new RegisteredSchema(byId.indexOf(schema) + 1, versions.size(), schema);
        }
    }

    /** The registry is shared and outlives its clients. */
    @Override
    public void close() {}

    private List<Schema> versions(String subject) {
        return subjects.getOrDefault(subject, List.of());
    }
}
