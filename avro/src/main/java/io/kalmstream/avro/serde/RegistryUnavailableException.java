package io.kalmstream.avro.serde;

import org.jspecify.annotations.Nullable;

/**
 * No schema registry answered in time, or it said that it cannot now (408, 429, 5xx). The record may be perfectly good: keep it
 * and try again later.
 */
public final class RegistryUnavailableException extends SerdeException {
    public RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public RegistryUnavailableException(String message) {
        this(message, null);
    }
}
