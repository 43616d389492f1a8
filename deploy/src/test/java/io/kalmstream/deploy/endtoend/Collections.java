package io.kalmstream.deploy.endtoend;

import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import java.net.URI;

/** Collections of a server that is not the test's alone. */
final class Collections {
    private Collections() {}

    static void drop(String url, String collection) throws Exception {
        URI at = URI.create(url);
        try (QdrantClient client = new QdrantClient(
                QdrantGrpcClient.newBuilder(at.getHost(), at.getPort(), false).build())) {
            client.deleteCollectionAsync(collection).get();
        }
    }
}
