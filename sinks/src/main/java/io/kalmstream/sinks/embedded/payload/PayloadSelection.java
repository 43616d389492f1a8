package io.kalmstream.sinks.embedded.payload;

import io.kalmstream.sinks.embedded.payload.PayloadPath.Step;
import io.qdrant.client.grpc.JsonWithInt.ListValue;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which part of a payload an answer carries. */
public sealed interface PayloadSelection {
    /** Whether the payload has to be read at all. */
    default boolean wantsAny() {
        return true;
    }

    Map<String, Value> of(Map<String, Value> payload);

    static PayloadSelection parse(WithPayloadSelector selector) {
        return switch (selector.getSelectorOptionsCase()) {
            case ENABLE -> selector.getEnable() ? new All() : new None();
            case INCLUDE -> new Parts(paths(selector.getInclude().getFieldsList()), true);
            case EXCLUDE -> new Parts(paths(selector.getExclude().getFieldsList()), false);
            case SELECTOROPTIONS_NOT_SET -> new None();
        };
    }

    private static List<List<Step>> paths(List<String> fields) {
        return fields.stream().map(field -> PayloadPath.parse(field).steps()).toList();
    }

    record All() implements PayloadSelection {
        @Override
        public Map<String, Value> of(Map<String, Value> payload) {
            return payload;
        }
    }

    record None() implements PayloadSelection {
        @Override
        public boolean wantsAny() {
            return false;
        }

        @Override
        public Map<String, Value> of(Map<String, Value> payload) {
            return Map.of();
        }
    }

    /** Only what the paths lead to (with the objects around it), or all but that. */
    record Parts(List<List<Step>> paths, boolean include) implements PayloadSelection {
        public Parts {
            paths = List.copyOf(paths);
        }

        @Override
        public Map<String, Value> of(Map<String, Value> payload) {
            return fields(payload, new ArrayList<>(), this::keeps);
        }

        private boolean keeps(List<Step> at) {
            if (!include) {
                return paths.stream().noneMatch(path -> startsWith(at, path));
            }
            return paths.stream().anyMatch(path -> startsWith(at, path) || startsWith(path, at));
        }

        private static boolean startsWith(List<Step> path, List<Step> prefix) {
            return path.size() >= prefix.size()
                    && path.subList(0, prefix.size()).equals(prefix);
        }

        private static Map<String, Value> fields(
                Map<String, Value> object, List<Step> at, Predicate<List<Step>> keeps) {
            Map<String, Value> kept = new LinkedHashMap<>();
            object.forEach((key, value) -> {
                at.addLast(new Step.Key(key));
                if (keeps.test(at)) {
                    kept.put(key, part(value, at, keeps));
                }
                at.removeLast();
            });
            return kept;
        }

        private static Value part(Value value, List<Step> at, Predicate<List<Step>> keeps) {
            if (value.hasStructValue()) {
                Map<String, Value> kept = fields(value.getStructValue().getFieldsMap(), at, keeps);
                return Value.newBuilder()
                        .setStructValue(Struct.newBuilder().putAllFields(kept))
                        .build();
            }
            if (value.hasListValue()) {
                ListValue.Builder items = ListValue.newBuilder();
                at.addLast(new Step.Items());
                if (keeps.test(at)) {
                    value.getListValue().getValuesList().forEach(item -> items.addValues(part(item, at, keeps)));
                }
                at.removeLast();
                return Value.newBuilder().setListValue(items).build();
            }
            return value;
        }
    }
}
