package io.kalmstream.deploy.worker;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A worker did not start, or has ended by itself. */
public final class WorkerException extends RuntimeException {
    private final FailureKind kind;

    WorkerException(FailureKind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind is null");
    }

    public FailureKind kind() {
        return kind;
    }
}
