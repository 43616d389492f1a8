package io.kalmstream.avro.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * A record to bytes of the wire format.
 *
 * <p>Threads: any.
 */
final class RecordEncoder {
    static {
        AvroLimits.set();
    }

    /** @param writer when it is not the record's own schema, the record is first resolved to it, by name, alias and default */
    byte[] encode(int id, IndexedRecord record, Schema own, Schema writer) {
        try {
            if (own.equals(writer)) {
                return write(id, record, own);
            }
            byte[] bytes = write(id, record, own);
            GenericDatumReader<IndexedRecord> resolving = new GenericDatumReader<>(own, writer, new GenericData());
            int header = WireFormat.HEADER_BYTES;
            IndexedRecord resolved = resolving.read(
                    null, DecoderFactory.get().binaryDecoder(bytes, header, bytes.length - header, null));
            return write(id, resolved, writer);
        } catch (AvroRuntimeException | IOException | ClassCastException | NullPointerException misfit) {
            throw unencodable(own, misfit);
        }
    }

    private static byte[] write(int id, IndexedRecord record, Schema schema) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        bytes.writeBytes(WireFormat.header(id));
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        writer(record, schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static GenericDatumWriter<IndexedRecord> writer(IndexedRecord record, Schema schema) {
        return record instanceof SpecificRecordBase generated
                ? new SpecificDatumWriter<>(schema, generated.getSpecificData())
                : new GenericDatumWriter<>(schema, new GenericData());
    }

    private static UnencodableRecordException unencodable(Schema schema, Exception misfit) {
        // Avro names the path of a missing value; its other messages quote the value, and are left out with the cause.
        @Nullable String where = misfit instanceof NullPointerException ? misfit.getMessage() : null;
        return new UnencodableRecordException(
                "A record does not fit the schema %s it is to be written with (%s)"
                        .formatted(
                                schema.getFullName(),
                                where == null ? misfit.getClass().getSimpleName() : where),
                null);
    }
}
