package io.kalmstream.sinks.embedded.payload;

import io.kalmstream.sinks.embedded.payload.PayloadPath.Step;
import io.qdrant.client.grpc.JsonWithInt.ListValue;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Changes of a payload. Payloads are never changed in place: every edit answers a new one. */
public final class PayloadEdits {
    private PayloadEdits() {}

    /** Adds the keys, replacing those there are; a key that is added as null is taken out. */
    public static UnaryOperator<Map<String, Value>> merge(Map<String, Value> added) {
        return payload -> set(payload, added);
    }

    /** The same within the object at a path, which is made where it is missing or something else. */
    public static UnaryOperator<Map<String, Value>> mergeAt(PayloadPath path, Map<String, Value> added) {
        return payload -> setAt(payload, path.steps(), added);
    }

    /** Takes out what the paths lead to; {@code tags[]} empties the array, positions of an array are left alone. */
    public static UnaryOperator<Map<String, Value>> remove(List<PayloadPath> paths) {
        return payload -> {
            Map<String, Value> left = payload;
            for (PayloadPath path : paths) {
                left = without(left, path.steps());
            }
            return left;
        };
    }

    private static Map<String, Value> set(Map<String, Value> payload, Map<String, Value> added) {
        Map<String, Value> result = new LinkedHashMap<>(payload);
        added.forEach((key, value) -> {
            if (value.hasNullValue() || value.getKindCase() == Value.KindCase.KIND_NOT_SET) {
                result.remove(key);
            } else {
                result.put(key, value);
            }
        });
        return result;
    }

    private static Map<String, Value> merged(Map<String, Value> payload, Map<String, Value> added) {
        Map<String, Value> merged = new LinkedHashMap<>(payload);
        merged.putAll(added);
        return merged;
    }

    private static Map<String, Value> setAt(Map<String, Value> object, List<Step> steps, Map<String, Value> added) {
        if (!(steps.getFirst() instanceof Step.Key(String name))) {
            throw new IllegalStateException("an object is entered by a key, not by " + steps.getFirst());
        }
        Value old = object.getOrDefault(name, Value.getDefaultInstance());
        return merged(object, Map.of(name, setIn(old, steps.subList(1, steps.size()), added)));
    }

    private static Value setIn(Value value, List<Step> steps, Map<String, Value> added) {
        if (steps.isEmpty()) {
            return object(set(value.getStructValue().getFieldsMap(), added));
        }
        List<Step> rest = steps.subList(1, steps.size());
        return switch (steps.getFirst()) {
            case Step.Key _ -> object(setAt(value.getStructValue().getFieldsMap(), steps, added));
            case Step.Items _ -> eachItem(value, item -> setIn(item, rest, added));
            case Step.Index(int position) -> oneItem(value, position, item -> setIn(item, rest, added));
        };
    }

    private static Map<String, Value> without(Map<String, Value> object, List<Step> steps) {
        if (!(steps.getFirst() instanceof Step.Key(String name))) {
            return object;
        }
        Value old = object.get(name);
        if (old == null) {
            return object;
        }
        if (steps.size() > 1) {
            return merged(object, Map.of(name, removeIn(old, steps.subList(1, steps.size()))));
        }
        Map<String, Value> left = new LinkedHashMap<>(object);
        left.remove(name);
        return left;
    }

    private static Value removeIn(Value value, List<Step> steps) {
        List<Step> rest = steps.subList(1, steps.size());
        return switch (steps.getFirst()) {
            case Step.Key _ ->
                value.hasStructValue() ? object(without(value.getStructValue().getFieldsMap(), steps)) : value;
            case Step.Items _ when !value.hasListValue() -> value;
            case Step.Items _ when rest.isEmpty() -> array(List.of());
            case Step.Items _ -> eachItem(value, item -> removeIn(item, rest));
            case Step.Index _ when !value.hasListValue() || rest.isEmpty() -> value;
            case Step.Index(int position) -> oneItem(value, position, item -> removeIn(item, rest));
        };
    }

    private static Value eachItem(Value array, UnaryOperator<Value> edit) {
        return array(array.getListValue().getValuesList().stream().map(edit).toList());
    }

    private static Value oneItem(Value array, int position, UnaryOperator<Value> edit) {
        ListValue items = array.getListValue();
        if (position >= items.getValuesCount()) {
            return array(items.getValuesList());
        }
        return Value.newBuilder()
                .setListValue(items.toBuilder().setValues(position, edit.apply(items.getValues(position))))
                .build();
    }

    private static Value object(Map<String, Value> fields) {
        return Value.newBuilder()
                .setStructValue(Struct.newBuilder().putAllFields(fields))
                .build();
    }

    private static Value array(List<Value> items) {
        return Value.newBuilder()
                .setListValue(ListValue.newBuilder().addAllValues(items))
                .build();
    }
}
