package io.kalmstream.sinks.embedded.payload;

import io.kalmstream.sinks.embedded.wire.PointKey;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Common.ValuesCount;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a filter means, said the plain way: by looking at the payload. */
record FilterOracle(PointKey key, Map<String, Value> payload) {
    boolean matches(Filter filter) {
        boolean must = filter.getMustList().stream().allMatch(this::matches);
        boolean mustNot = filter.getMustNotList().stream().noneMatch(this::matches);
        boolean should =
                filter.getShouldCount() == 0 || filter.getShouldList().stream().anyMatch(this::matches);
        long wanted = filter.getMinShould().getMinCount();
        boolean minShould = filter.getMinShould().getConditionsCount() == 0
                || filter.getMinShould().getConditionsList().stream()
                                .filter(this::matches)
                                .count()
                        >= wanted;
        return must && mustNot && should && minShould;
    }

    private boolean matches(Condition condition) {
        return switch (condition.getConditionOneOfCase()) {
            case FIELD -> matches(condition.getField());
            case IS_EMPTY -> values(condition.getIsEmpty().getKey()).stream().allMatch(FilterOracle::isEmpty);
            case IS_NULL -> values(condition.getIsNull().getKey()).stream().anyMatch(Value::hasNullValue);
            case HAS_ID ->
                condition.getHasId().getHasIdList().stream().map(PointKey::of).anyMatch(key::equals);
            case FILTER -> matches(condition.getFilter());
            case NESTED, HAS_VECTOR, CONDITIONONEOF_NOT_SET -> throw new IllegalArgumentException("not generated");
        };
    }

    private boolean matches(FieldCondition condition) {
        List<Value> values = values(condition.getKey());
        if (condition.hasValuesCount()) {
            return values.stream().anyMatch(value -> within(count(value), condition.getValuesCount()));
        }
        if (condition.hasIsEmpty()) {
            return values.isEmpty()
                    ? condition.getIsEmpty()
                    : values.stream().anyMatch(value -> isEmpty(value) == condition.getIsEmpty());
        }
        if (condition.hasIsNull()) {
            return values.isEmpty()
                    ? !condition.getIsNull()
                    : values.stream().anyMatch(value -> hasNull(value) == condition.getIsNull());
        }
        Predicate<Value> holds = condition.hasMatch()
                ? value -> matches(value, condition.getMatch())
                : value -> within(value, condition.getRange());
        return values.stream().flatMap(FilterOracle::elements).anyMatch(holds);
    }

    private static boolean matches(Value value, Match match) {
        return switch (match.getMatchValueCase()) {
            case KEYWORD -> value.hasStringValue() && value.getStringValue().equals(match.getKeyword());
            case INTEGER -> value.hasIntegerValue() && value.getIntegerValue() == match.getInteger();
            case BOOLEAN -> value.hasBoolValue() && value.getBoolValue() == match.getBoolean();
            case KEYWORDS ->
                value.hasStringValue() && match.getKeywords().getStringsList().contains(value.getStringValue());
            case INTEGERS ->
                value.hasIntegerValue() && match.getIntegers().getIntegersList().contains(value.getIntegerValue());
            case EXCEPT_KEYWORDS ->
                !value.hasNullValue()
                        && !(value.hasStringValue()
                                && match.getExceptKeywords().getStringsList().contains(value.getStringValue()));
            case EXCEPT_INTEGERS ->
                !value.hasNullValue()
                        && !(value.hasIntegerValue()
                                && match.getExceptIntegers().getIntegersList().contains(value.getIntegerValue()));
            case TEXT, TEXT_ANY, PHRASE, MATCHVALUE_NOT_SET -> throw new IllegalArgumentException("not generated");
        };
    }

    private static boolean within(Value value, Range range) {
        if (!value.hasIntegerValue() && !value.hasDoubleValue()) {
            return false;
        }
        double number = value.hasIntegerValue() ? (double) value.getIntegerValue() : value.getDoubleValue();
        return (!range.hasLt() || number < range.getLt())
                && (!range.hasLte() || number <= range.getLte())
                && (!range.hasGt() || number > range.getGt())
                && (!range.hasGte() || number >= range.getGte());
    }

    private static boolean within(long count, ValuesCount range) {
        return (!range.hasLt() || count < range.getLt())
                && (!range.hasLte() || count <= range.getLte())
                && (!range.hasGt() || count > range.getGt())
                && (!range.hasGte() || count >= range.getGte());
    }

    private static boolean isEmpty(Value value) {
        return value.hasNullValue()
                || (value.hasListValue() && value.getListValue().getValuesCount() == 0);
    }

    private static boolean hasNull(Value value) {
        return value.hasNullValue()
                || value.getListValue().getValuesList().stream().anyMatch(Value::hasNullValue);
    }

    private static long count(Value value) {
        if (value.hasNullValue()) {
            return 0;
        }
        return value.hasListValue() ? value.getListValue().getValuesCount() : 1;
    }

    private static Stream<Value> elements(Value value) {
        return value.hasListValue() ? value.getListValue().getValuesList().stream() : Stream.of(value);
    }

    private List<Value> values(String key) {
        List<Value> at = List.of(Value.newBuilder()
                .setStructValue(Struct.newBuilder().putAllFields(payload))
                .build());
        for (PayloadPath.Step step : PayloadPath.parse(key).steps()) {
            List<Value> next = new ArrayList<>();
            for (Value value : at) {
                switch (step) {
                    case PayloadPath.Step.Key(String name) -> {
                        Value inner = value.getStructValue().getFieldsMap().get(name);
                        if (inner != null) {
                            next.add(inner);
                        }
                    }
                    case PayloadPath.Step.Items _ ->
                        next.addAll(value.getListValue().getValuesList());
                    case PayloadPath.Step.Index _ -> throw new IllegalArgumentException("not generated");
                }
            }
            at = next;
        }
        return at;
    }
}
