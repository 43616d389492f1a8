package io.kalmstream.encoder;

/** The model cannot encode a text, whatever it comes with. The message says which, and never quotes it. */
public final class RejectedTextException extends RuntimeException {
    private final int index;

    RejectedTextException(int index, String reason) {
        super("Text " + index + " cannot be encoded: " + reason);
        this.index = index;
    }

    /** Which of the texts that were given, from 0. */
    public int index() {
        return index;
    }
}
