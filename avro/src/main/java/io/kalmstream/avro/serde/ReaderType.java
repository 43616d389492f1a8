package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** What a record is read into. */
interface ReaderType {
    /** @throws UndecodableRecordException this type cannot be read from that schema */
    GenericDatumReader<?> reader(Schema writer);

    /** GenericRecord with the writer's own fields. */
    record Generic() implements ReaderType {
        @Override
        public GenericDatumReader<IndexedRecord> reader(Schema writer) {
            return new GenericDatumReader<>(writer, writer, new GenericData());
        }
    }

    /** A generated class: the writer's fields are resolved to its own by name, alias and default. */
    record Generated(Class<? extends SpecificRecord> type) implements ReaderType {
        public Generated {
            requireNonNull(type, "type is null");
        }

        @Override
        public GenericDatumReader<? extends SpecificRecord> reader(Schema writer) {
            GeneratedClasses classes = new GeneratedClasses(type);
            return new SpecificDatumReader<>(WriterAliases.as(classes.schema(), writer), classes.schema(), classes);
        }
    }

    /** The generated class that has the writer schema's name. Nothing of a class is run before it is known to be a record. */
    record GeneratedByName(ClassLoader classes) implements ReaderType {
        public GeneratedByName {
            requireNonNull(classes, "classes is null");
        }

        @Override
        public GenericDatumReader<? extends SpecificRecord> reader(Schema writer) {
            String name = SpecificData.getClassName(writer);
            try {
                return new Generated(Class.forName(name, false, classes).asSubclass(SpecificRecord.class))
                        .reader(writer);
            } catch (ClassNotFoundException | LinkageError | ClassCastException _) {
                throw new UndecodableRecordException(
                        Code.SCHEMA_MISMATCH,
                        "There is no generated class %s for the writer schema; set %s or %s"
                                .formatted(name, SerdeConfig.SPECIFIC_VALUE_TYPE, SerdeConfig.SPECIFIC_KEY_TYPE));
            }
        }
    }
}
