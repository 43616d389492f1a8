package io.kalmstream.avro.serde;

import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import org.apache.avro.Schema;

/**
 * Walks over Avro binary without decoding it, and refuses what Avro's own readers would take at its word: lengths beyond the end,
 * negative lengths, arrays of a billion values of no bytes, recursion as deep as the data says, bytes left over. What passes costs
 * the decoder time and memory in proportion to its bytes.
 */
final class PayloadCheck {
    /** Records, arrays and maps within each other. */
    static final int MAX_DEPTH = 100;
    /** Values a payload may hold: a few per byte (a union of a record of one int is three), and some for those of no bytes. */
    static final int VALUES_PER_BYTE = 4;

    static final int VALUES_FOR_NOTHING = 65_536;

    private final byte[] bytes;
    private int position;
    private final int end;
    private long valuesLeft;

    private PayloadCheck(byte[] bytes, int start) {
        this.bytes = bytes;
        this.position = start;
        this.end = bytes.length;
        this.valuesLeft = (long) VALUES_PER_BYTE * (bytes.length - start) + VALUES_FOR_NOTHING;
    }

    /**
     * @param start where the payload begins; it ends with the bytes
     * @throws UndecodableRecordException not one value of this schema
     */
    static void check(Schema writer, byte[] bytes, int start) {
        PayloadCheck check = new PayloadCheck(bytes, start);
        check.value(writer, 0);
        if (check.position != bytes.length) {
            throw new UndecodableRecordException(
                    Code.TRAILING_BYTES,
                    "%d bytes follow the record, which ends at byte %d"
                            .formatted(bytes.length - check.position, check.position));
        }
    }

    private void value(Schema schema, int depth) {
        if (--valuesLeft < 0) {
            throw new UndecodableRecordException(
                    Code.TOO_LARGE, "More values than %d bytes can mean".formatted(bytes.length));
        }
        switch (schema.getType()) {
            case NULL -> {}
            case BOOLEAN -> index(oneByte(), 2);
            case INT -> varint(5);
            case LONG -> varint(10);
            case FLOAT -> skip(Float.BYTES);
            case DOUBLE -> skip(Double.BYTES);
            case FIXED -> skip(schema.getFixedSize());
            case STRING, BYTES -> skip(varint(10));
            case ENUM -> index(varint(5), schema.getEnumSymbols().size());
            case UNION ->
                value(schema.getTypes().get(index(varint(5), schema.getTypes().size())), depth);
            case RECORD -> record(schema, deeper(depth));
            case ARRAY -> blocks(schema.getElementType(), false, deeper(depth));
            case MAP -> blocks(schema.getValueType(), true, deeper(depth));
        }
    }

    private void record(Schema schema, int depth) {
        for (Schema.Field field : schema.getFields()) {
            value(field.schema(), depth);
        }
    }

    /** A block is a count and that many items; a negative count is followed by the block's bytes; a count of 0 ends the blocks. */
    private void blocks(Schema item, boolean keyed, int depth) {
        for (long count = varint(10); count != 0; count = varint(10)) {
            int blockEnd = -1;
            if (count < 0) {
                long length = varint(10);
                requireRemaining(length);
                blockEnd = position + (int) length;
                count = -count;
            }
            for (long i = 0; i != count; i++) {
                if (keyed) {
                    skip(varint(10));
                }
                value(item, depth);
            }
            // Avro skips by this length, but reads by the count: they must say the same.
            if (blockEnd >= 0 && position != blockEnd) {
                throw malformed("a block's length is not that of its items");
            }
        }
    }

    /** Zigzag. */
    private long varint(int maxBytes) {
        long raw = 0;
        for (int i = 0; i < maxBytes; i++) {
            int next = oneByte();
            raw |= (long) (next & 0x7f) << (7 * i);
            if ((next & 0x80) == 0) {
                if (maxBytes == 5 && raw >>> Integer.SIZE != 0) {
                    throw malformed("a number is beyond the range of int");
                }
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw malformed("a number is longer than %d bytes".formatted(maxBytes));
    }

    private int oneByte() {
        requireRemaining(1);
        return bytes[position++] & 0xff;
    }

    private void skip(long length) {
        requireRemaining(length);
        position += (int) length;
    }

    private void requireRemaining(long length) {
        if (length < 0) {
            throw malformed("a length is negative");
        }
        if (length > end - position) {
            throw new UndecodableRecordException(
                    Code.TRUNCATED,
                    "At byte %d, %d bytes should follow, but %d do".formatted(position, length, end - position));
        }
    }

    private int index(long index, int limit) {
        if (index < 0 || index >= limit) {
            throw malformed("choice %d of %d".formatted(index, limit));
        }
        return (int) index;
    }

    private static int deeper(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new UndecodableRecordException(
                    Code.TOO_LARGE, "Values are nested deeper than %d levels".formatted(MAX_DEPTH));
        }
        return depth + 1;
    }

    private UndecodableRecordException malformed(String what) {
        return new UndecodableRecordException(Code.MALFORMED, "At byte %d, %s".formatted(position, what));
    }
}
