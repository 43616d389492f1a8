package io.kalmstream.sinks.embedded;

import static io.kalmstream.sinks.embedded.TestingQdrant.get;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorsFactory.vectors;

import io.kalmstream.sinks.embedded.collection.Tuning;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Points.PointStruct;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes batch after batch, saying the number of each once it is acknowledged, until it is killed. */
final class CrashingWriter {
    static final String COLLECTION = "crash";
    static final int BATCH = 16;
    static final int DIMENSIONS = 32;
    static final Tuning TUNING = new Tuning(200, 20, 1 << 20);

    private CrashingWriter() {}

    static void main(String[] arguments) throws IOException {
        EmbeddedQdrant server =
                EmbeddedQdrant.start(new EmbeddedQdrantSettings(Path.of(arguments[0]), "127.0.0.1", 0), TUNING);
        QdrantClient client = TestingQdrant.connect(server.port());
        if (!get(client.collectionExistsAsync(COLLECTION))) {
            get(client.createCollectionAsync(
                    COLLECTION,
                    VectorParams.newBuilder()
                            .setSize(DIMENSIONS)
                            .setDistance(Distance.Dot)
                            .build()));
        }
        for (long batch = Long.parseLong(arguments[1]); ; batch++) {
            List<PointStruct> points = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                points.add(point(batch * BATCH + i));
            }
            get(client.upsertAsync(COLLECTION, points));
            System.out.println("acknowledged " + batch);
            System.out.flush();
        }
    }

    static PointStruct point(long number) {
        return PointStruct.newBuilder()
                .setId(id(number))
                .setVectors(vectors(vector(number)))
                .putPayload("number", value(number))
                .build();
    }

    static List<Float> vector(long number) {
        List<Float> vector = new ArrayList<>();
        for (int i = 0; i < DIMENSIONS; i++) {
            vector.add((float) (number * DIMENSIONS + i));
        }
        return vector;
    }
}
