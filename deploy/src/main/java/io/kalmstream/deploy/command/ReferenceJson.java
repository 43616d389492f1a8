package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.config.KeyGroup;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** All keys for programs. */
final class ReferenceJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReferenceJson() {}

    static String array(List<KeyGroup> groups) {
        ArrayNode array = JSON.createArrayNode();
        for (KeyGroup group : groups) {
            for (ConfigKey key : group.definition().configKeys().values()) {
                array.addObject()
                        .put("group", group.name())
                        .put("key", key.name)
                        .put("type", key.type.name().toLowerCase(Locale.ROOT))
                        .put("takes", KeyText.takes(key))
                        .put("default", key.hasDefault() ? KeyText.byDefault(key) : null)
                        .put("required", !key.hasDefault())
                        .put("what", KeyText.sentence(key));
            }
        }
        return array.toString();
    }

    /** Of an object that has keys as its properties, as a Helm chart's values do. Nothing is required: a variable may say it. */
    static String schema(List<KeyGroup> groups) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (KeyGroup group : groups) {
            group.definition().configKeys().values().forEach(key -> describe(key, properties.putObject(key.name)));
        }
        schema.putObject("patternProperties")
                .putObject("^streams\\.")
                .put("description", "Handed to Kafka Streams as it is.")
                .putArray("type")
                .add("string")
                .add("number")
                .add("boolean");
        return schema.toPrettyString();
    }

    private static void describe(ConfigKey key, ObjectNode property) {
        property.put(
                "type",
                switch (key.type) {
                    case BOOLEAN -> "boolean";
                    case SHORT, INT, LONG -> "integer";
                    case DOUBLE -> "number";
                    case STRING, LIST, CLASS, PASSWORD -> "string";
                });
        List<String> words = KeyText.words(key);
        if (!words.isEmpty()) {
            property.set("enum", JSON.valueToTree(words));
        }
        property.put("description", KeyText.sentence(key));
    }
}
