package io.kalmstream.deploy.soak;

import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.qdrant.PointIds;
import io.kalmstream.sinks.qdrant.QdrantStore;
import io.kalmstream.sinks.qdrant.RetryBudget;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * The collection as it is: what our own adapter reads, and the vectors beside it, which it does not.
 *
 * <p>Threads: one.
 */
final class StoredPoints implements AutoCloseable {
    private static final int PAGE = 500;

    private final String collection;
    private final VectorStore store;
    private final QdrantClient client;

    StoredPoints(int port, String collection) {
        this.collection = collection;
        this.store = new QdrantStore(
                new CollectionSpec(
                        collection,
                        Names.DIMENSIONS,
                        SoakWorker.encoder().model().stamp()),
                SoakWorker.store(port, Duration.ofSeconds(30), RetryBudget.DEFAULT));
        this.client = new QdrantClient(
                QdrantGrpcClient.newBuilder("127.0.0.1", port, false).build());
    }

    List<StoredPoint> all() {
        try (Stream<StoredPoint> points = store.all()) {
            return points.toList();
        }
    }

    /** By the points' own ids, see {@link PointIds}. */
    Map<UUID, List<Float>> vectors() throws InterruptedException {
        Map<UUID, List<Float>> vectors = new HashMap<>();
        ScrollPoints.Builder request = ScrollPoints.newBuilder()
                .setCollectionName(collection)
                .setLimit(PAGE)
                .setWithPayload(WithPayloadSelectorFactory.enable(false))
                .setWithVectors(WithVectorsSelectorFactory.enable(true));
        ScrollResponse page;
        do {
            page = scroll(request.build());
            page.getResultList()
                    .forEach(point -> vectors.put(
                            UUID.fromString(point.getId().getUuid()),
                            point.getVectors()
                                    .getVectors()
                                    .getVectorsOrThrow(CollectionSpec.VECTOR)
                                    .getDense()
                                    .getDataList()));
            request.setOffset(page.getNextPageOffset());
        } while (page.hasNextPageOffset());
        return vectors;
    }

    private ScrollResponse scroll(ScrollPoints request) throws InterruptedException {
        try {
            return client.scrollAsync(request).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The points' vectors cannot be read: " + e.getMessage(), e);
        }
    }

    /** Deletes it. */
    void drop() throws InterruptedException {
        try {
            client.deleteCollectionAsync(collection).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Collection " + collection + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        store.close();
        client.close();
    }
}
