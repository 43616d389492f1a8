package io.kalmstream.avro.serde;

import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Parses schemas that somebody else registered, and refuses those that would cost Avro a stack overflow or the heap: Avro recurses
 * once per level of nesting, and lays a record's nested records out flat, so that forty records of two fields each ("a hundred
 * laughs") become 2^40 fields.
 */
final class WriterSchemas {
    static final int MAX_CHARS = 1 << 20;
    static final int MAX_DEPTH = 200;
    static final long MAX_FLAT_FIELDS = 100_000;

    /** Height and flat size of a node that was looked at already. */
    private record Extent(int height, long flatFields) {}

    private final IdentityHashMap<Schema, Extent> known = new IdentityHashMap<>();

    private WriterSchemas() {}

    /**
     * @param json the schema; named types of {@code references} may be used in it
     * @param references schemas it refers to, each before those that use it
     * @throws UndecodableRecordException not a schema, or beyond the limits
     */
    static Schema parse(String json, List<String> references) {
        Schema.Parser parser = new Schema.Parser();
        // Registered long ago by a laxer parser: what matters is whether the bytes can be read.
        parser.setValidateDefaults(false);
        references.forEach(reference -> parse(reference, parser));
        Schema schema = parse(json, parser);
        new WriterSchemas().extent(schema, 1);
        return schema;
    }

    private static Schema parse(String json, Schema.Parser parser) {
        if (json.length() > MAX_CHARS) {
            throw new UndecodableRecordException(
                    Code.TOO_LARGE,
                    "The writer schema has %d characters, more than %d".formatted(json.length(), MAX_CHARS));
        }
        if (jsonDepth(json) > 2 * MAX_DEPTH) {
            throw tooDeep();
        }
        try {
            return parser.parse(json);
        } catch (AvroRuntimeException notASchema) {
            throw new UndecodableRecordException(
                    Code.SCHEMA_MISMATCH, "The writer schema is not a valid Avro schema", notASchema);
        } catch (StackOverflowError _) {
            // Types that nest by name, not by bracket; the parser follows them to hash a type.
            throw tooDeep();
        }
    }

    /** Nesting of brackets, those in strings aside. */
    private static int jsonDepth(String json) {
        int depth = 0;
        int deepest = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
                deepest = Math.max(deepest, depth);
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return deepest;
    }

    private Extent extent(Schema schema, int depth) {
        @Nullable Extent before = known.get(schema);
        if (depth + (before == null ? 0 : before.height) > MAX_DEPTH) {
            throw tooDeep();
        }
        if (before != null) {
            return before;
        }
        // What a type's recursion into itself finds.
        known.put(schema, new Extent(1, 1));
        Extent extent = compute(schema, depth);
        if (extent.flatFields > MAX_FLAT_FIELDS) {
            throw new UndecodableRecordException(
                    Code.TOO_LARGE,
                    "The writer schema has more than %d fields, those of nested records included"
                            .formatted(MAX_FLAT_FIELDS));
        }
        known.put(schema, extent);
        return extent;
    }

    private Extent compute(Schema schema, int depth) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, depth);
            case ARRAY -> new Extent(1 + extent(schema.getElementType(), depth + 1).height, 1);
            case MAP -> new Extent(1 + extent(schema.getValueType(), depth + 1).height, 1);
            case UNION -> union(schema, depth);
            case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> new Extent(1, 1);
        };
    }

    private Extent record(Schema schema, int depth) {
        int height = 0;
        long fields = 1;
        for (Schema.Field field : schema.getFields()) {
            Extent extent = extent(field.schema(), depth + 1);
            height = Math.max(height, extent.height);
            fields += extent.flatFields;
        }
        return new Extent(1 + height, fields);
    }

    private Extent union(Schema schema, int depth) {
        int height = 0;
        for (Schema branch : schema.getTypes()) {
            height = Math.max(height, extent(branch, depth + 1).height);
        }
        return new Extent(1 + height, 1);
    }

    private static UndecodableRecordException tooDeep() {
        return new UndecodableRecordException(
                Code.TOO_LARGE, "The writer schema is nested deeper than %d levels".formatted(MAX_DEPTH));
    }
}
