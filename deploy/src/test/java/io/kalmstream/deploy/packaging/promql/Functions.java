package io.kalmstream.deploy.packaging.promql;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The functions we use. */
enum Functions {
    RATE,
    INCREASE,
    CHANGES,
    DERIV,
    AVG_OVER_TIME,
    MAX_OVER_TIME,
    MIN_OVER_TIME,
    HISTOGRAM_QUANTILE,
    CLAMP_MIN,
    ABSENT,
    TIME;

    private static final Map<String, Functions> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toMap(function -> function.name().toLowerCase(Locale.ROOT), function -> function));

    static Functions named(String name) {
        Functions function = BY_NAME.get(name);
        if (function == null) {
            throw new PromqlException("'%s' is no function we use; those are %s"
                    .formatted(name, BY_NAME.keySet().stream().sorted().toList()));
        }
        return function;
    }

    ValueType result() {
        return this == TIME ? ValueType.SCALAR : ValueType.VECTOR;
    }

    List<ValueType> arguments() {
        return switch (this) {
            case RATE, INCREASE, CHANGES, DERIV, AVG_OVER_TIME, MAX_OVER_TIME, MIN_OVER_TIME ->
                List.of(ValueType.RANGE);
            case HISTOGRAM_QUANTILE -> List.of(ValueType.SCALAR, ValueType.VECTOR);
            case CLAMP_MIN -> List.of(ValueType.VECTOR, ValueType.SCALAR);
            case ABSENT -> List.of(ValueType.VECTOR);
            case TIME -> List.of();
        };
    }
}
