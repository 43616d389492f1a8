package io.kalmstream.avro.serde;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A writer who renames a field and gives it the old name as an alias expects nobody to notice. Avro looks at the reader's aliases
 * only; here the writer's count too, so that a reader built from the older schema goes on reading.
 */
final class WriterAliases {
    private WriterAliases() {}

    /**
     * @return the writer's schema, its own fields named as the reader calls them where an alias says so; the bytes it describes are
     *     the same
     */
    static Schema as(Schema reader, Schema writer) {
        if (writer.getType() != Schema.Type.RECORD || reader.getType() != Schema.Type.RECORD) {
            return writer;
        }
        List<Schema.Field> fields = new ArrayList<>();
        boolean renamed = false;
        for (Schema.Field field : writer.getFields()) {
            Optional<String> older = older(field, reader, writer);
            renamed |= older.isPresent();
            fields.add(new Schema.Field(older.orElse(field.name()), field.schema()));
        }
        return renamed
                ? Schema.createRecord(
                        writer.getName(), writer.getDoc(), writer.getNamespace(), writer.isError(), fields)
                : writer;
    }

    private static Optional<String> older(Schema.Field field, Schema reader, Schema writer) {
        if (reader.getField(field.name()) != null) {
            return Optional.empty();
        }
        return field.aliases().stream()
                .filter(alias -> reader.getField(alias) != null && writer.getField(alias) == null)
                .findFirst();
    }
}
