package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import io.kalmstream.deploy.feed.LineFormat;
import java.nio.file.Path;

/**
 * Somebody's own lines instead of the samples.
 *
 * @param file {@code -} for standard input
 */
public record Input(Path file, LineFormat format) {
    public Input {
        requireNonNull(file, "file is null");
        requireNonNull(format, "format is null");
    }
}
