package io.kalmstream.sinks.embedded;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where an embedded Qdrant keeps its data and listens.
 *
 * @param data folder of its own, made if missing
 * @param port 0 for any free one
 */
public record EmbeddedQdrantSettings(Path data, String host, int port) {
    public EmbeddedQdrantSettings {
        requireNonNull(data, "data is null");
        requireNonNull(host, "host is null");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, got " + port);
        }
    }
}
