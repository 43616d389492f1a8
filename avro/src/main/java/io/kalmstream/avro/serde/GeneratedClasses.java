package io.kalmstream.avro.serde;

import java.util.IdentityHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro's view of one generated class and of those its fields use. Avro itself loads no class by the name in a schema unless it is
 * on a list kept for the whole JVM; here the schema is the generated class's own, so the names in it are as trusted as the class,
 * and no other name is ever loaded.
 */
final class GeneratedClasses extends SpecificData {
    private final Schema schema;
    private final ConcurrentMap<String, Class<?>> classes = new ConcurrentHashMap<>();

    GeneratedClasses(Class<? extends SpecificRecord> type) {
        super(type.getClassLoader());
        SpecificData own = SpecificData.getForClass(type);
        own.getConversions().forEach(this::addLogicalTypeConversion);
        schema = own.getSchema(type);
        collect(schema, new IdentityHashMap<>());
    }

    Schema schema() {
        return schema;
    }

    @Override
    @SuppressWarnings("rawtypes") // Avro's signature
    public @Nullable Class getClass(Schema named) {
        return switch (named.getType()) {
            case RECORD, ENUM, FIXED -> classes.get(named.getFullName());
            case ARRAY, MAP, UNION, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> super.getClass(named);
        };
    }

    private void collect(Schema part, IdentityHashMap<Schema, Boolean> seen) {
        if (seen.put(part, true) != null) {
            return;
        }
        switch (part.getType()) {
            case RECORD -> {
                load(part);
                part.getFields().forEach(field -> collect(field.schema(), seen));
            }
            case ENUM, FIXED -> load(part);
            case ARRAY -> collect(part.getElementType(), seen);
            case MAP -> collect(part.getValueType(), seen);
            case UNION -> part.getTypes().forEach(branch -> collect(branch, seen));
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }

    private void load(Schema named) {
        String name = getClassName(named);
        try {
            classes.put(named.getFullName(), Class.forName(name, false, getClassLoader()));
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(
                    "Generated class %s uses %s, which is not there".formatted(schema.getFullName(), name), missing);
        }
    }
}
