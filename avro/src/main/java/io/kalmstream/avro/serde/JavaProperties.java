package io.kalmstream.avro.serde;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/** What generated Java classes add to a schema and no other language has: {@code avro.java.string}. */
final class JavaProperties {
    private static final String STRING_PROPERTY = "avro.java.string";
    private static final ObjectMapper JSON = new ObjectMapper();

    private JavaProperties() {}

    static String without(Schema schema) {
        try {
            return strip(JSON.readTree(schema.toString())).toString();
        } catch (JacksonException impossible) {
            throw new IllegalStateException("A schema is not JSON: " + schema.getFullName(), impossible);
        }
    }

    private static JsonNode strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(STRING_PROPERTY);
        }
        for (JsonNode child : node) {
            strip(child);
        }
        return node;
    }
}
