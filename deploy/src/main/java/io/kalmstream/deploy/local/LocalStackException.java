package io.kalmstream.deploy.local;

import org.jspecify.annotations.Nullable;

/** A part of the local stack did not start or did not stop; the message is a sentence for the operator. */
public final class LocalStackException extends RuntimeException {
    public LocalStackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
