package io.kalmstream.encoder.hub;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A model cannot be had from the Hub or its cache. The message says what to do; it never has a token in it. */
public final class HubException extends RuntimeException {
    private final Fault fault;

    HubException(Fault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = requireNonNull(fault, "fault is null");
    }

    HubException(Fault fault, String message) {
        this(fault, message, null);
    }

    public Fault fault() {
        return fault;
    }

    /** Whose turn it is. */
    public enum Fault {
        /** Somebody must change a name, a token, a setting or make room first. */
        REFUSED,
        /** Trying again later may help. */
        UNREACHABLE,
        /** What came is not what the Hub says it is. */
        DAMAGED
    }
}
