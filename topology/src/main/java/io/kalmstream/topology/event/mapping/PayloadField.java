package io.kalmstream.topology.event.mapping;

import static java.util.Objects.requireNonNull;

import io.kalmstream.topology.event.FailureCode;
import java.util.Locale;
import java.util.Optional;

/**
 * A field that is kept beside the vector.
 *
 * @param name under which it is kept
 */
record PayloadField(FieldPath path, Type type, String name) {
    PayloadField {
        requireNonNull(path, "path is null");
        requireNonNull(type, "type is null");
        requireNonNull(name, "name is null");
    }

    /** What a field is kept as. */
    enum Type {
        /** As it is. */
        ANY,
        STRING,
        LONG,
        DOUBLE,
        BOOLEAN;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @return empty when the record does not have it */
    Optional<Object> in(Value.Group record) throws UnusableEventException {
        Value value = path.in(record);
        if (value instanceof Value.Missing) {
            return Optional.empty();
        }
        Optional<Object> kept = as(value);
        if (kept.isEmpty()) {
            throw new UnusableEventException(
                    FailureCode.BAD_FIELD,
                    "field %s is %s, which cannot be kept as %s"
                            .formatted(path.name(), value.kind(), type == Type.ANY ? "an attribute" : type.label()));
        }
        return kept;
    }

    private Optional<Object> as(Value value) {
        return switch (type) {
            case ANY -> value.asAttribute();
            case STRING -> value.asAttribute().map(_ -> value.inText());
            case LONG -> asLong(value);
            case DOUBLE -> asDouble(value);
            case BOOLEAN -> asBoolean(value);
        };
    }

    private static Optional<Object> asLong(Value value) {
        return switch (value) {
            case Value.Whole whole ->
                whole.fitsLong() ? Optional.of(whole.number().longValue()) : Optional.empty();
            case Value.Moment moment -> Moments.of(moment).map(at -> at.toEpochMilli());
            case Value.Text(String text) -> parsed(text, Long::valueOf);
            case Value.Real _, Value.Flag _, Value.Missing _, Value.Items _, Value.Group _ -> Optional.empty();
        };
    }

    private static Optional<Object> asDouble(Value value) {
        Optional<Object> number = switch (value) {
            case Value.Whole whole -> Optional.of(whole.number().doubleValue());
            case Value.Real real -> Optional.of(real.number());
            case Value.Text(String text) -> parsed(text, Double::valueOf);
            case Value.Moment _, Value.Flag _, Value.Missing _, Value.Items _, Value.Group _ -> Optional.empty();
        };
        return number.filter(found -> found instanceof Double real && Double.isFinite(real));
    }

    private static Optional<Object> asBoolean(Value value) {
        return switch (value) {
            case Value.Flag(boolean set) -> Optional.of(set);
            case Value.Text(String text) ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                };
            case Value.Whole _, Value.Real _, Value.Moment _, Value.Missing _, Value.Items _, Value.Group _ ->
                Optional.empty();
        };
    }

    private static Optional<Object> parsed(String text, Parser parser) {
        try {
            return Optional.of(parser.parse(text.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Throws NumberFormatException. */
    @FunctionalInterface
    private interface Parser {
        Object parse(String text);
    }
}
