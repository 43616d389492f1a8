package io.kalmstream.deploy.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** Reads what workers write. Each has a registry of its own here, so the schema's number says nothing, and the topic says enough. */
final class AvroBytes {
    /** A zero and the schema's number. */
    private static final int HEADER = 5;

    private AvroBytes() {}

    static GenericRecord read(byte[] bytes, Schema schema) {
        try {
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null));
        } catch (IOException e) {
            throw new UncheckedIOException("a record that is no " + schema.getName(), e);
        }
    }

    static String text(GenericRecord record, String field) {
        return String.valueOf(record.get(field));
    }
}
