package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import io.kalmstream.deploy.feed.LineFormat;
import io.kalmstream.deploy.feed.LineSource;

/** Lines that may be fed together: the next wave comes when all of this one is settled. */
record Wave(LineSource source, LineFormat format) {
    Wave {
        requireNonNull(source, "source is null");
        requireNonNull(format, "format is null");
    }
}
