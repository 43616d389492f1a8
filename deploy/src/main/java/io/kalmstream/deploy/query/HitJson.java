package io.kalmstream.deploy.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.StoredPoint;
import java.util.List;

/** Hits of a search, for scripts: one array on one line, best first. */
public final class HitJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HitJson() {}

    public static String array(List<Neighbour> hits) {
        return nodes(hits).toString();
    }

    public static ArrayNode nodes(List<Neighbour> hits) {
        ArrayNode array = JSON.createArrayNode();
        hits.forEach(hit -> array.add(object(hit)));
        return array;
    }

    private static ObjectNode object(Neighbour hit) {
        StoredPoint point = hit.point();
        ObjectNode object = JSON.createObjectNode();
        object.put("score", hit.score());
        object.put("id", point.key().id());
        object.put("tenant", point.key().tenant());
        object.put("text", point.text());
        object.set("attributes", JSON.valueToTree(point.attributes()));
        object.put("occurred_at", point.occurredAt().toString());
        Duplicate duplicate = point.duplicate();
        object.put("duplicate_of", duplicate == null ? null : duplicate.of());
        return object;
    }
}
