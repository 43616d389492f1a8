package io.kalmstream.topology.event.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The fields that are kept beside the vector, for filters.
 *
 * @param everyScalar also every text, number, boolean and time at the record's top level
 */
public record PayloadFields(List<PayloadField> fields, boolean everyScalar) {
    private static final String EVERYTHING = "*";
    private static final Pattern FIELD =
            Pattern.compile("(?<path>[^\\s:]+)(\\s*:\\s*(?<type>\\w+))?(\\s+as\\s+(?<name>\\S+))?");

    public PayloadFields {
        fields = List.copyOf(fields);
    }

    /**
     * @param given each {@code path}, {@code path:type}, {@code path as name} or {@code path:type as name}; or {@code *}
     * @throws IllegalArgumentException one is none of them, or two have the same name
     */
    static PayloadFields parse(List<String> given) {
        List<PayloadField> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String one : given) {
            if (one.equals(EVERYTHING)) {
                continue;
            }
            PayloadField field = parse(one);
            if (!names.add(field.name())) {
                throw new IllegalArgumentException(
                        "two fields are kept as `%s`; write `field as name`".formatted(field.name()));
            }
            fields.add(field);
        }
        return new PayloadFields(fields, given.contains(EVERYTHING));
    }

    private static PayloadField parse(String given) {
        Matcher matcher = FIELD.matcher(given);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "`%s` is none of `field`, `field:type`, `field as name`, `field:type as name`, `*`"
                            .formatted(given));
        }
        String path = matcher.group("path");
        return new PayloadField(
                new FieldPath(path),
                Optional.ofNullable(matcher.group("type"))
                        .map(PayloadFields::type)
                        .orElse(PayloadField.Type.ANY),
                Optional.ofNullable(matcher.group("name")).orElse(path));
    }

    private static PayloadField.Type type(String name) {
        return Arrays.stream(PayloadField.Type.values())
                .filter(type -> type != PayloadField.Type.ANY && type.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("type `%s` is none of %s"
                        .formatted(
                                name,
                                Arrays.stream(PayloadField.Type.values())
                                        .filter(type -> type != PayloadField.Type.ANY)
                                        .map(PayloadField.Type::label)
                                        .collect(Collectors.joining(", ")))));
    }

    /** By name; values are String, Long, Double or Boolean. */
    Map<String, Object> in(Value.Group record) throws UnusableEventException {
        Map<String, Object> kept = new TreeMap<>();
        if (everyScalar) {
            record.names().forEach(name -> record.field(name).asAttribute().ifPresent(value -> kept.put(name, value)));
        }
        for (PayloadField field : fields) {
            field.in(record).ifPresent(value -> kept.put(field.name(), value));
        }
        return kept;
    }
}
