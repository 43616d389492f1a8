package io.kalmstream.sinks.embedded.payload;

import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.nullValue;
import static io.qdrant.client.ValueFactory.value;

import io.qdrant.client.PointIdFactory;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.HasIdCondition;
import io.qdrant.client.grpc.Common.IsEmptyCondition;
import io.qdrant.client.grpc.Common.IsNullCondition;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Common.MinShould;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Common.RepeatedIntegers;
import io.qdrant.client.grpc.Common.RepeatedStrings;
import io.qdrant.client.grpc.Common.ValuesCount;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Payloads and filters over so few keys and values that they often meet. */
public final class RandomFilters {
    private static final List<String> KEYS = List.of("a", "b", "ab", "ünï");
    private static final List<String> WORDS =
            List.of("", "x", "X", "xy", "1", "long ".repeat(100), "long ".repeat(101));
    private static final List<Double> FRACTIONS = List.of(-1.5, -0.0, 0.0, 0.5, 1.0, 1e300, -1e-300);
    private static final int POINTS = 50;

    private final Random random;

    public RandomFilters(Random random) {
        this.random = random;
    }

    public Map<String, Value> payload() {
        return object(2);
    }

    public Filter filter(int depth) {
        Filter.Builder filter = Filter.newBuilder()
                .addAllMust(conditions(depth, 2))
                .addAllShould(conditions(depth, 3))
                .addAllMustNot(conditions(depth, 2));
        if (random.nextInt(4) == 0) {
            filter.setMinShould(MinShould.newBuilder()
                    .addAllConditions(conditions(depth, 4))
                    .setMinCount(random.nextInt(4)));
        }
        return filter.build();
    }

    private Map<String, Value> object(int depth) {
        Map<String, Value> fields = new HashMap<>();
        for (String key : KEYS) {
            if (random.nextInt(3) > 0) {
                fields.put(key, any(depth));
            }
        }
        return fields;
    }

    private Value any(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> nullValue();
            case 1 -> value(integer());
            case 2 -> value(pick(FRACTIONS));
            case 3 -> value(random.nextBoolean());
            case 4 -> value(pick(WORDS));
            case 5 -> value(object(depth - 1));
            default -> list(some(3, () -> any(depth - 1)));
        };
    }

    private List<Condition> conditions(int depth, int most) {
        return some(most, () -> condition(depth));
    }

    private Condition condition(int depth) {
        Condition.Builder condition = Condition.newBuilder();
        return switch (random.nextInt(depth > 0 ? 10 : 8)) {
            case 0 ->
                condition
                        .setIsEmpty(IsEmptyCondition.newBuilder().setKey(path()))
                        .build();
            case 1 ->
                condition.setIsNull(IsNullCondition.newBuilder().setKey(path())).build();
            case 2 ->
                condition
                        .setHasId(HasIdCondition.newBuilder()
                                .addAllHasId(some(20, () -> PointIdFactory.id(random.nextInt(POINTS)))))
                        .build();
            case 8, 9 -> condition.setFilter(filter(depth - 1)).build();
            default -> condition.setField(field()).build();
        };
    }

    private FieldCondition field() {
        FieldCondition.Builder field = FieldCondition.newBuilder().setKey(path());
        return switch (random.nextInt(8)) {
            case 0 -> field.setIsEmpty(random.nextBoolean()).build();
            case 1 -> field.setIsNull(random.nextBoolean()).build();
            case 2 -> field.setValuesCount(valuesCount()).build();
            case 3, 4 -> field.setRange(range()).build();
            default -> field.setMatch(match()).build();
        };
    }

    private Match match() {
        Match.Builder match = Match.newBuilder();
        RepeatedStrings words = RepeatedStrings.newBuilder()
                .addAllStrings(some(3, () -> pick(WORDS)))
                .build();
        RepeatedIntegers integers = RepeatedIntegers.newBuilder()
                .addAllIntegers(some(3, this::integer))
                .build();
        return switch (random.nextInt(7)) {
            case 0 -> match.setKeyword(pick(WORDS)).build();
            case 1 -> match.setInteger(integer()).build();
            case 2 -> match.setBoolean(random.nextBoolean()).build();
            case 3 -> match.setKeywords(words).build();
            case 4 -> match.setIntegers(integers).build();
            case 5 -> match.setExceptKeywords(words).build();
            default -> match.setExceptIntegers(integers).build();
        };
    }

    private Range range() {
        Range.Builder range = Range.newBuilder();
        if (random.nextBoolean()) {
            range.setGt(bound());
        }
        if (random.nextBoolean()) {
            range.setGte(bound());
        }
        if (random.nextBoolean()) {
            range.setLt(bound());
        }
        if (random.nextBoolean()) {
            range.setLte(bound());
        }
        return range.build();
    }

    private ValuesCount valuesCount() {
        ValuesCount.Builder count = ValuesCount.newBuilder();
        if (random.nextBoolean()) {
            count.setGte(random.nextInt(3));
        }
        if (random.nextBoolean()) {
            count.setGt(random.nextInt(2));
        }
        if (random.nextBoolean()) {
            count.setLt(random.nextInt(4));
        }
        if (random.nextBoolean()) {
            count.setLte(random.nextInt(3));
        }
        return count.build();
    }

    public String path() {
        StringBuilder path = new StringBuilder(pick(KEYS));
        for (int i = random.nextInt(3); i > 0; i--) {
            path.append(random.nextBoolean() ? "[]" : "." + pick(KEYS));
        }
        return path.toString();
    }

    private double bound() {
        return random.nextBoolean() ? pick(FRACTIONS) : integer();
    }

    private long integer() {
        return switch (random.nextInt(8)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            default -> random.nextInt(4) - 1L;
        };
    }

    private <T> List<T> some(int most, Supplier<T> supplier) {
        List<T> some = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            some.add(supplier.get());
        }
        return some;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
