package io.kalmstream.deploy.fault.process;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.ListenableFuture;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.qdrant.PointIds;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.sinks.qdrant.QdrantStore;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** A point as the vector store has it, to the bit. */
record Kept(StoredPoint point, List<Float> vector) {
    private static final int PAGE = 1_000;
    private static final int MOST_LOOKS = 50;

    Kept {
        requireNonNull(point, "point is null");
        vector = List.copyOf(vector);
    }

    /** All points by their ids in the store, phantoms included. */
    static Map<String, Kept> all(int port, String collection) throws Exception {
        Map<String, List<Float>> vectors = vectors(port, collection);
        // A write of a worker that was killed may arrive between two looks.
        for (int look = 0; look < MOST_LOOKS; look++) {
            List<StoredPoint> points = points(port, collection);
            Map<String, List<Float>> now = vectors(port, collection);
            if (now.equals(vectors)) {
                return joined(points, vectors);
            }
            vectors = now;
        }
        throw new AssertionError("the store does not hold still");
    }

    private static List<StoredPoint> points(int port, String collection) {
        try (VectorStore store = new QdrantStore(
                        new CollectionSpec(collection, WorkerProgram.DIMENSIONS, "testing@1"),
                        QdrantSettings.of("http://127.0.0.1:" + port, null));
                Stream<StoredPoint> points = store.all()) {
            return points.toList();
        }
    }

    private static Map<String, Kept> joined(List<StoredPoint> points, Map<String, List<Float>> vectors) {
        Map<String, Kept> kept = new HashMap<>();
        for (StoredPoint point : points) {
            String id = id(point.key());
            List<Float> vector = vectors.remove(id);
            if (vector == null) {
                throw new AssertionError("%s is not the point %s".formatted(point.key(), id));
            }
            kept.put(id, new Kept(point, vector));
        }
        if (!vectors.isEmpty()) {
            throw new AssertionError("points that nobody wrote: " + vectors.keySet());
        }
        return kept;
    }

    static String id(DocumentKey key) {
        return PointIds.of(key).toString();
    }

    private static Map<String, List<Float>> vectors(int port, String collection) throws Exception {
        Map<String, List<Float>> vectors = new HashMap<>();
        try (QdrantClient client = new QdrantClient(
                QdrantGrpcClient.newBuilder("127.0.0.1", port, false).build())) {
            ScrollPoints.Builder scroll = ScrollPoints.newBuilder()
                    .setCollectionName(collection)
                    .setLimit(PAGE)
                    .setWithPayload(WithPayloadSelectorFactory.enable(false))
                    .setWithVectors(WithVectorsSelectorFactory.enable(true));
            boolean more = true;
            while (more) {
                ScrollResponse page = get(client.scrollAsync(scroll.build()));
                page.getResultList().forEach(point -> vectors.put(point.getId().getUuid(), vector(point)));
                more = page.hasNextPageOffset();
                scroll.setOffset(page.getNextPageOffset());
            }
        }
        return vectors;
    }

    private static List<Float> vector(RetrievedPoint point) {
        return point.getVectors()
                .getVectors()
                .getVectorsMap()
                .values()
                .iterator()
                .next()
                .getDense()
                .getDataList();
    }

    private static <T> T get(ListenableFuture<T> answer) throws InterruptedException, ExecutionException {
        return answer.get();
    }
}
