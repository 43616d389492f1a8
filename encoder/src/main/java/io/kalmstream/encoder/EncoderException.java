package io.kalmstream.encoder;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A model could not be loaded or a device batch could not be encoded. */
public final class EncoderException extends RuntimeException {
    private final Fault fault;

    /** The model or a setting of it cannot be used. */
    public EncoderException(String message, @Nullable Throwable cause) {
        this(Fault.MODEL, message, cause);
    }

    /** The model or a setting of it cannot be used. */
    public EncoderException(String message) {
        this(Fault.MODEL, message, null);
    }

    public EncoderException(Fault fault, String message) {
        this(fault, message, null);
    }

    public EncoderException(Fault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = requireNonNull(fault, "fault is null");
    }

    public Fault fault() {
        return fault;
    }

    /** What is wrong, and so who can help. */
    public enum Fault {
        /** The model or a setting of it cannot be used. */
        MODEL,
        /** The model or the device failed on a batch; without one of its texts it may not. */
        BATCH,
        /** The device had too little memory for a batch; it may have enough for a smaller one, or later. */
        OUT_OF_MEMORY,
        /** The device fails on whatever it is given. */
        LOST,
        /** A call of the device does not return: only another process can use it again. */
        HUNG,
        /** Nothing failed: closed or interrupted before there was an answer. */
        STOPPED
    }
}
