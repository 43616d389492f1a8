package io.kalmstream.encoder;

import org.jspecify.annotations.Nullable;

/** A model could not be loaded or a device batch could not be encoded. */
public final class EncoderException extends RuntimeException {
    public EncoderException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public EncoderException(String message) {
        super(message);
    }
}
