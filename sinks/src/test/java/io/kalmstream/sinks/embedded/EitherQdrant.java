package io.kalmstream.sinks.embedded;

import io.qdrant.client.QdrantClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Qdrant's own client of the server of -Dqdrant.url=http://host:6334, or of an embedded one. */
final class EitherQdrant implements AutoCloseable {
    private final @Nullable TestingQdrant embedded;
    private QdrantClient client;

    private EitherQdrant(@Nullable TestingQdrant embedded, int port) {
        this.embedded = embedded;
        this.client = TestingQdrant.connect(port);
    }

    /** @param data of the embedded one */
    static EitherQdrant start(Path data) throws IOException {
        String url = System.getProperty("qdrant.url", "");
        if (!url.isEmpty()) {
            return new EitherQdrant(null, URI.create(url).getPort());
        }
        TestingQdrant started = TestingQdrant.start(data);
        return new EitherQdrant(started, started.port());
    }

    QdrantClient client() {
        return client;
    }

    /** Of the embedded one; a real one is not ours to restart. The client is another afterwards. */
    void restart() throws IOException {
        if (embedded != null) {
            embedded.restart();
            client.close();
            client = TestingQdrant.connect(embedded.port());
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
