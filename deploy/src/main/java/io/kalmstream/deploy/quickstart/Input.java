package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import io.kalmstream.deploy.feed.LineFormat;
import io.kalmstream.deploy.feed.LineSource;

/** Somebody's own lines instead of the samples. */
public record Input(LineSource source, LineFormat format) {
    public Input {
        requireNonNull(source, "source is null");
        requireNonNull(format, "format is null");
    }
}
