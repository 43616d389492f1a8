package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

/**
 * A line as it stood, without its end.
 *
 * @param number counts from 1, empty lines included
 * @param bytes not copied, do not change
 * @param cut whether the line was longer and this is its beginning
 */
public record RawLine(long number, byte[] bytes, boolean cut) {
    public RawLine {
        requireNonNull(bytes, "bytes is null");
    }
}
