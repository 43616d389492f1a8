package io.kalmstream.sinks.qdrant;

import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The server of -Dqdrant.url=http://host:6334, or an embedded one. */
final class TestingServer implements AutoCloseable {
    private final @Nullable EmbeddedQdrant embedded;
    private final QdrantSettings settings;
    private final QdrantConnection connection;

    private TestingServer(@Nullable EmbeddedQdrant embedded, String url) {
        this.embedded = embedded;
        this.settings = QdrantSettings.of(url, null);
        this.connection = new QdrantConnection(settings);
    }

    /** @param data of the embedded one */
    static TestingServer start(Path data) throws IOException {
        String url = System.getProperty("qdrant.url", "");
        if (!url.isEmpty()) {
            return new TestingServer(null, url);
        }
        EmbeddedQdrant started = EmbeddedQdrant.start(new EmbeddedQdrantSettings(data, "127.0.0.1", 0));
        return new TestingServer(started, "http://127.0.0.1:" + started.port());
    }

    QdrantSettings settings() {
        return settings;
    }

    QdrantConnection connection() {
        return connection;
    }

    void drop(String collection) {
        connection
                .collections()
                .delete(DeleteCollection.newBuilder()
                        .setCollectionName(collection)
                        .build());
    }

    @Override
    public void close() throws IOException {
        connection.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
