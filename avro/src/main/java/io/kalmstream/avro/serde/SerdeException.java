package io.kalmstream.avro.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Why a record could not be read or written. Switch over the cases: the record's fault ({@link UndecodableRecordException},
 * {@link UnencodableRecordException}), the world's ({@link RegistryUnavailableException}: the same call may succeed later) or
 * our configuration's ({@link RegistryRefusedException}: it will not). No message quotes a record's content or a secret.
 */
public abstract sealed class SerdeException extends SerializationException
        permits RegistryRefusedException,
                RegistryUnavailableException,
                UndecodableRecordException,
                UnencodableRecordException {
    SerdeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
