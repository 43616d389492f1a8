package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The store could not be used; some, all or none of the changes may have been applied. Changes are idempotent: send them again. */
public final class StoreException extends RuntimeException {
    private final Fault fault;

    public StoreException(Fault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = requireNonNull(fault, "fault is null");
    }

    public Fault fault() {
        return fault;
    }

    /** WORLD: retried in vain, may heal by itself. CONFIGURATION: somebody must change a setting. BUG: ours. */
    public enum Fault {
        WORLD,
        CONFIGURATION,
        BUG
    }
}
