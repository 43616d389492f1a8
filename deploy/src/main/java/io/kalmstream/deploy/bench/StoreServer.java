package io.kalmstream.deploy.bench;

import com.google.common.util.concurrent.ListenableFuture;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.sinks.qdrant.QdrantStore;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/**
 * A Qdrant that is measured, and collections in it that nobody else uses.
 *
 * <p>Threads: any.
 */
final class StoreServer implements AutoCloseable {
    private final QdrantSettings settings;
    private final int dimensions;
    private final QdrantClient client;

    StoreServer(QdrantSettings settings, int dimensions) {
        this.settings = settings;
        this.dimensions = dimensions;
        this.client = settings.client();
    }

    /** Its name and version. */
    String title() {
        HealthCheckReply server = answer(client.healthCheckAsync());
        return server.getTitle() + " " + server.getVersion();
    }

    /** Made as a worker makes it. */
    CollectionSpec create() {
        CollectionSpec spec =
                new CollectionSpec("kalmstream-bench-" + UUID.randomUUID(), dimensions, StorePoints.MODEL);
        try (VectorStore store = open(spec)) {
            store.ensureCollection();
        }
        return spec;
    }

    VectorStore open(CollectionSpec spec) {
        return new QdrantStore(spec, settings);
    }

    QdrantClient client() {
        return client;
    }

    void drop(CollectionSpec spec) {
        answer(client.deleteCollectionAsync(spec.name()));
    }

    /** @throws IllegalStateException with what the server says against it */
    static <T> T answer(ListenableFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Qdrant does not answer a call of the benchmark: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Qdrant was asked", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
