package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the schemas that a registered schema refers to ({@code references}), each before those that use it. */
final class SchemaReferences {
    static final int MAX = 100;

    private final Lookup lookup;
    private final Set<Reference> seen = new HashSet<>();
    private final List<String> schemas = new ArrayList<>();

    SchemaReferences(Lookup lookup) {
        this.lookup = requireNonNull(lookup, "lookup is null");
    }

    List<String> of(JsonNode answer) {
        for (JsonNode node : answer.path("references")) {
            Reference reference = new Reference(
                    node.path("subject").asText(), node.path("version").asInt());
            if (!seen.add(reference)) {
                continue;
            }
            if (seen.size() > MAX) {
                throw new UndecodableRecordException(
                        Code.TOO_LARGE, "The writer schema refers to more than %d others".formatted(MAX));
            }
            JsonNode found = lookup.find(reference.subject, reference.version);
            of(found);
            schemas.add(found.path("schema").asText());
        }
        return schemas;
    }

    /** Asks the registry for a version of a subject. */
    @FunctionalInterface
    interface Lookup {
        JsonNode find(String subject, int version);
    }

    private record Reference(String subject, int version) {}
}
