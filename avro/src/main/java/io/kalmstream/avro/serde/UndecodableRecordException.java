package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** These bytes are no record in the wire format, now and for ever. */
public final class UndecodableRecordException extends SerdeException {
    private final Code code;

    public UndecodableRecordException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = requireNonNull(code, "code is null");
    }

    public UndecodableRecordException(Code code, String message) {
        this(code, message, null);
    }

    public Code code() {
        return code;
    }

    /** What is wrong with the bytes. */
    public enum Code {
        /** The first byte is not 0. */
        BAD_MAGIC,
        /** The bytes end before the record does. */
        TRUNCATED,
        /** The record ends before the bytes do. */
        TRAILING_BYTES,
        /** The registry knows no schema of this id. */
        UNKNOWN_SCHEMA,
        /** The writer schema is no usable Avro record schema, or cannot be read as the reader's. */
        SCHEMA_MISMATCH,
        /** The bytes contradict the writer schema. */
        MALFORMED,
        /** Bytes, nesting or number of values beyond the limits. */
        TOO_LARGE
    }
}
