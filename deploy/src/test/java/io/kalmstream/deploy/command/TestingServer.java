package io.kalmstream.deploy.command;

import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The server of -Dqdrant.url=http://host:6334, or an embedded one. */
final class TestingServer implements AutoCloseable {
    private final @Nullable EmbeddedQdrant embedded;
    private final String url;

    private TestingServer(@Nullable EmbeddedQdrant embedded, String url) {
        this.embedded = embedded;
        this.url = url;
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

    String url() {
        return url;
    }

    /** Whether it is there or not. */
    void drop(String collection) throws ExecutionException, InterruptedException {
        URI address = URI.create(url);
        try (QdrantClient client =
                new QdrantClient(QdrantGrpcClient.newBuilder(address.getHost(), address.getPort(), false, false)
                        .build())) {
            if (client.collectionExistsAsync(collection).get()) {
                client.deleteCollectionAsync(collection).get();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (embedded != null) {
            embedded.close();
        }
    }
}
