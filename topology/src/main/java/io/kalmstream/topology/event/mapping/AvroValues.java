package io.kalmstream.topology.event.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * What Avro's generic reader answers, as values. A field is found by its name or by an alias that its writer gave it, so that a
 * producer who renames a field properly disturbs nobody.
 */
final class AvroValues {
    /** Digits cost the square of their number. */
    private static final int MAX_DECIMAL_BYTES = 256;

    private AvroValues() {}

    static Value of(@Nullable Object datum, Schema schema) {
        return switch (datum) {
            case null -> Value.Missing.VALUE;
            case IndexedRecord record -> new Fields(record);
            case Map<?, ?> map -> new Entries(map, branch(schema, datum).getValueType());
            case Collection<?> items -> {
                Schema item = branch(schema, datum).getElementType();
                yield new Value.Items(items.stream().map(each -> of(each, item)).toList());
            }
            case Boolean set -> new Value.Flag(set);
            case Integer number -> whole(number, branch(schema, datum).getLogicalType());
            case Long number -> whole(number, branch(schema, datum).getLogicalType());
            case Float number -> new Value.Real(number, number.toString());
            case Double number -> new Value.Real(number, number.toString());
            case ByteBuffer bytes ->
                decimal(remaining(bytes), branch(schema, datum).getLogicalType());
            case GenericFixed fixed ->
                decimal(fixed.bytes(), branch(schema, datum).getLogicalType());
            // Utf8, String and enum symbols.
            default -> new Value.Text(datum.toString());
        };
    }

    private static Schema branch(Schema schema, Object datum) {
        return schema.isUnion() ? schema.getTypes().get(GenericData.get().resolveUnion(schema, datum)) : schema;
    }

    private static Value whole(long number, @Nullable LogicalType type) {
        return switch (type) {
            case LogicalTypes.TimestampMillis _ -> new Value.Moment(Instant.ofEpochMilli(number));
            case LogicalTypes.TimestampMicros _ -> new Value.Moment(Instant.EPOCH.plus(number, ChronoUnit.MICROS));
            case LogicalTypes.TimestampNanos _ -> new Value.Moment(Instant.EPOCH.plus(number, ChronoUnit.NANOS));
            case LogicalTypes.Date _ ->
                new Value.Moment(LocalDate.ofEpochDay(number)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
            case null, default -> Value.Whole.of(number);
        };
    }

    /** Bytes that are no number have no place in a text or a filter. */
    private static Value decimal(byte[] bytes, @Nullable LogicalType type) {
        if (!(type instanceof LogicalTypes.Decimal decimal) || bytes.length == 0 || bytes.length > MAX_DECIMAL_BYTES) {
            return Value.Missing.VALUE;
        }
        BigDecimal number = new BigDecimal(new BigInteger(bytes), decimal.getScale());
        return new Value.Real(number.doubleValue(), number.toString());
    }

    private static byte[] remaining(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    private record Fields(IndexedRecord record) implements Value.Group {
        @Override
        public Value field(String name) {
            Schema.Field field = record.getSchema().getField(name);
            if (field == null) {
                field = byAlias(name);
            }
            return field == null ? Value.Missing.VALUE : of(record.get(field.pos()), field.schema());
        }

        private Schema.@Nullable Field byAlias(String name) {
            return record.getSchema().getFields().stream()
                    .filter(field -> field.aliases().contains(name))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Set<String> names() {
            Set<String> names = new LinkedHashSet<>();
            record.getSchema().getFields().forEach(field -> names.add(field.name()));
            return names;
        }
    }

    private record Entries(Map<?, ?> map, Schema values) implements Value.Group {
        @Override
        public Value field(String name) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                // Keys are Utf8, which is equal to no String.
                if (String.valueOf(entry.getKey()).equals(name)) {
                    return of(entry.getValue(), values);
                }
            }
            return Value.Missing.VALUE;
        }

        @Override
        public Set<String> names() {
            Set<String> names = new LinkedHashSet<>();
            map.keySet().forEach(key -> names.add(String.valueOf(key)));
            return names;
        }
    }
}
