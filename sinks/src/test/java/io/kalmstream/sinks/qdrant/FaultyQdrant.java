package io.kalmstream.sinks.qdrant;

import io.kalmstream.sinks.testing.TestingStore;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import java.io.IOException;
import java.nio.file.Path;

/** Before the server of -Dqdrant.url=http://host:6334, or before an embedded one. */
final class FaultyQdrant {
    private FaultyQdrant() {}

    static TestingStore start(Path data) throws IOException {
        String url = System.getProperty("qdrant.url", "");
        return url.isEmpty() ? TestingStore.overEmbedded(data) : TestingStore.before(url);
    }

    static void drop(TestingStore server, String collection) {
        try (QdrantConnection connection = new QdrantConnection(QdrantSettings.of(server.url(), null))) {
            connection
                    .collections()
                    .delete(DeleteCollection.newBuilder()
                            .setCollectionName(collection)
                            .build());
        }
    }
}
