package io.kalmstream.avro.serde;

import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.nio.ByteBuffer;

/** The five bytes before the Avro binary. */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 1 + Integer.BYTES;

    private WireFormat() {}

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
    }

    /** @throws UndecodableRecordException no five bytes, or not ours */
    static int schemaId(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] != MAGIC) {
            throw new UndecodableRecordException(
                    Code.BAD_MAGIC,
                    "The first byte is %d, not 0: not written by an Avro serializer that uses a schema registry"
                            .formatted(bytes[0]));
        }
        if (bytes.length < HEADER_BYTES) {
            throw new UndecodableRecordException(
                    Code.TRUNCATED,
                    "%d bytes are too few: the schema id alone takes %d".formatted(bytes.length, HEADER_BYTES));
        }
        return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    }
}
