package io.kalmstream.deploy.feed;

import org.jspecify.annotations.Nullable;

/** A line could not be sent, for a reason that the next ones would meet too; the message names it. */
public final class FeedException extends RuntimeException {
    private final long line;

    FeedException(long line, String message, @Nullable Throwable cause) {
        super("Line %d: %s".formatted(line, message), cause);
        this.line = line;
    }

    public long line() {
        return line;
    }
}
