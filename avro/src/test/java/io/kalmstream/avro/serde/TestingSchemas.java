package io.kalmstream.avro.serde;

import io.kalmstream.avro.TextEvent;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;

/** Records, schemas and a registry of one schema, for tests. */
final class TestingSchemas {
    static final int ID = 7;

    private TestingSchemas() {}

    static TextEvent event() {
        return new TextEvent("a", "hi", "", Map.of("n", 1L), Instant.ofEpochMilli(1000));
    }

    static Schema schema(String json) {
        return new Schema.Parser().parse(json.replace('\'', '"'));
    }

    /** Bytes of one schema, decoded as another. */
    static IndexedRecord resolve(byte[] bytes, Schema writer, Schema reader) {
        ReaderType type = _ -> new GenericDatumReader<>(writer, reader, new GenericData());
        bytes[WireFormat.HEADER_BYTES - 1] = ID;
        return new RecordDecoder(registryOf(writer), type, 1 << 20).decode(bytes);
    }

    /** A registry that holds one schema, under id 7. */
    static SchemaRegistryClient registryOf(Schema schema) {
        return new OneSchema(schema);
    }

    private record OneSchema(Schema schema) implements SchemaRegistryClient {
        @Override
        public Schema schemaById(int id) {
            if (id != ID) {
                throw new UndecodableRecordException(
                        UndecodableRecordException.Code.UNKNOWN_SCHEMA, "only 7 is known, not " + id);
            }
            return schema;
        }

        @Override
        public int register(String subject, Schema registered) {
            return ID;
        }

        @Override
        public int idOf(String subject, Schema registered) {
            return ID;
        }

        @Override
        public RegisteredSchema latest(String subject) {
            return new RegisteredSchema(ID, 1, schema);
        }

        @Override
        public void close() {}
    }
}
