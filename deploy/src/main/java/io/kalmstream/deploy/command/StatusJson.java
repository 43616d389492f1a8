package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.sinks.qdrant.CollectionStatus;
import java.util.Map;

/** How a collection is, for scripts. */
final class StatusJson {
    private StatusJson() {}

    static ObjectNode object(CollectionStatus status) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("collection", status.name());
        object.put("server", status.server());
        object.put("status", status.health());
        object.put("optimizer", status.optimizer());
        object.put("points", status.points());
        object.put("indexed_vectors", status.indexedVectors());
        object.put("segments", status.segments());
        object.put("update_queue", status.queued());
        object.put("deferred_points", status.deferred());
        ArrayNode aliases = object.putArray("aliases");
        status.aliases().forEach(aliases::add);
        put(object.putObject("vectors"), status.vectors());
        object.put("model", status.model());
        object.put("identity", status.identity());
        put(object.putObject("settings"), status.settings());
        ArrayNode indexes = object.putArray("payload_indexes");
        status.indexes()
                .forEach(index -> indexes.addObject()
                        .put("field", index.field())
                        .put("type", index.type())
                        .put("points", index.points()));
        put(object.putObject("strict_mode"), status.strict());
        return object;
    }

    private static void put(ObjectNode object, Map<String, String> values) {
        values.forEach(object::put);
    }
}
