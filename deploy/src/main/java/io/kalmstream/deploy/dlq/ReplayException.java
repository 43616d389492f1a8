package io.kalmstream.deploy.dlq;

/** A replay ended early; the message is one sentence. */
public final class ReplayException extends RuntimeException {
    ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
