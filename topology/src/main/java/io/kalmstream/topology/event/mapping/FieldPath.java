package io.kalmstream.topology.event.mapping;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where a value stands in a record: {@code name}, or {@code outer.inner}. In an array, the step is taken in every item.
 *
 * @param name a field that is really called {@code outer.inner} is found first
 */
public record FieldPath(String name) {
    public FieldPath {
        requireNonNull(name, "name is null");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A field's name is empty");
        }
    }

    /** {@link Value.Missing} when it is not there. */
    public Value in(Value.Group record) {
        Value direct = record.field(name);
        if (!(direct instanceof Value.Missing) || name.indexOf('.') < 0) {
            return direct;
        }
        Value inner = record;
        for (String step : name.split("\\.", -1)) {
            inner = step(inner, step);
        }
        return inner;
    }

    private static Value step(Value outer, String name) {
        return switch (outer) {
            case Value.Group group -> group.field(name);
            case Value.Items(List<Value> items) -> all(items, name);
            case Value.Missing _, Value.Text _, Value.Whole _, Value.Real _, Value.Flag _, Value.Moment _ ->
                Value.Missing.VALUE;
        };
    }

    private static Value all(List<Value> items, String name) {
        List<Value> found = items.stream()
                .map(item -> step(item, name))
                .filter(item -> !(item instanceof Value.Missing))
                .toList();
        return found.isEmpty() ? Value.Missing.VALUE : new Value.Items(found);
    }
}
