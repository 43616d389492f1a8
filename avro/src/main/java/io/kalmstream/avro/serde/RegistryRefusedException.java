package io.kalmstream.avro.serde;

import org.jspecify.annotations.Nullable;

/**
 * The schema registry answered, and said no: wrong credentials, wrong address, an unknown subject, an incompatible schema.
 * Trying again does not help; somebody has to change a setting.
 */
public final class RegistryRefusedException extends SerdeException {
    public RegistryRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public RegistryRefusedException(String message) {
        this(message, null);
    }
}
