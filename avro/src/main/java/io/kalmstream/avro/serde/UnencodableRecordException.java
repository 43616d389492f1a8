package io.kalmstream.avro.serde;

import org.jspecify.annotations.Nullable;

/** The record does not fit the schema it is to be written with. */
public final class UnencodableRecordException extends SerdeException {
    public UnencodableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
