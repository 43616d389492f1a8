package io.kalmstream.topology.event.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** JSON as values. Objects are looked into only where somebody asks. */
public final class JsonValues {
    private JsonValues() {}

    /** @param object a JSON object */
    public static Value.Group group(JsonNode object) {
        return new Group(object);
    }

    public static Value of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> new Value.Text(node.textValue());
            case NUMBER ->
                node.isIntegralNumber()
                        ? new Value.Whole(node.bigIntegerValue())
                        : new Value.Real(node.doubleValue(), node.asText());
            case BOOLEAN -> new Value.Flag(node.booleanValue());
            case ARRAY -> new Value.Items(node.valueStream().map(JsonValues::of).toList());
            case OBJECT -> new Group(node);
            case NULL, MISSING, BINARY, POJO -> Value.Missing.VALUE;
        };
    }

    private record Group(JsonNode object) implements Value.Group {
        @Override
        public Value field(String name) {
            return of(object.path(name));
        }

        @Override
        public Set<String> names() {
            Set<String> names = new LinkedHashSet<>();
            object.fieldNames().forEachRemaining(names::add);
            return names;
        }
    }
}
