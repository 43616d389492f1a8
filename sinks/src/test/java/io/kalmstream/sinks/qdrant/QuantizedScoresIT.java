package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.fence;
import static io.kalmstream.sinks.Samples.randomUnit;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.Samples;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.OptimizersConfigDiff;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scores where copies of the vectors are searched first: against the server of -Dqdrant.url=http://host:6334, or an embedded one, which
 * keeps no copies.
 */
final class QuantizedScoresIT {
    private static final int DIMENSIONS = 64;
    private static final int POINTS = 2_000;
    /** Kilobytes; the vectors are more, so that the server makes copies. */
    private static final int SMALLEST_INDEXED = 100;

    private static TestingServer server;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        server = TestingServer.start(data);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    static Stream<Quantization> all() {
        return Stream.of(
                new Quantization.Scalar(Quantization.Scalar.DEFAULT_QUANTILE, true),
                new Quantization.Product(Quantization.Compression.X16, true),
                new Quantization.Binary(true));
    }

    @ParameterizedTest
    @MethodSource("all")
    void scores_areThoseOfTheStoredVectors(Quantization quantization) {
        CollectionSpec spec = new CollectionSpec("quantized-" + UUID.randomUUID(), DIMENSIONS, Samples.MODEL);
        Random random = new Random(1);
        try (QdrantStore store = new QdrantStore(spec, with(quantization), server.settings())) {
            store.ensureCollection();
            Map<String, float[]> vectors = new HashMap<>();
            for (int i = 0; i < POINTS; i++) {
                vectors.put("p" + i, randomUnit(random, DIMENSIONS));
            }
            store.apply(
                    fence(),
                    vectors.entrySet().stream()
                            .<Change>map(point -> Samples.upsert(point.getKey(), point.getValue()))
                            .toList());
            optimize(spec);
            float[] query = randomUnit(random, DIMENSIONS);

            assertExact(
                    store.nearest(List.of(new NearestQuery(query, null, 10, -1, false)))
                            .getFirst(),
                    query,
                    vectors);
            assertExact(store.recommend(like("p7")), vector(vectors, "p7"), vectors);
        } finally {
            server.drop(spec.name());
        }
    }

    private static void assertExact(List<Neighbour> hits, float[] query, Map<String, float[]> vectors) {
        assertThat(hits).hasSize(10).allSatisfy(hit -> {
            float[] stored = vector(vectors, hit.point().key().id());
            double exact = 0;
            for (int i = 0; i < DIMENSIONS; i++) {
                exact += (double) query[i] * stored[i];
            }
            assertThat(Math.abs(hit.score() - exact)).isLessThan(1e-5);
        });
    }

    private static float[] vector(Map<String, float[]> vectors, String id) {
        return requireNonNull(vectors.get(id), "not one of the points");
    }

    private static RecommendQuery like(String id) {
        return new RecommendQuery(
                "",
                List.of(new RecommendQuery.Example(id, 1)),
                List.of(),
                RecommendQuery.Strategy.AVERAGE_VECTOR,
                Set.of(),
                10,
                false,
                0);
    }

    private static CollectionSettings with(Quantization quantization) {
        VectorSettings vectors = VectorSettings.DEFAULT;
        return new CollectionSettings(
                null,
                new VectorSettings(vectors.datatype(), vectors.onDisk(), vectors.hnsw(), quantization),
                ShardSettings.DEFAULT,
                PayloadSettings.DEFAULT);
    }

    /** Copies are made when a segment is optimized, which a real server does when it likes. */
    private static void optimize(CollectionSpec spec) {
        if (System.getProperty("qdrant.url", "").isEmpty()) {
            return;
        }
        server.connection()
                .collections()
                .update(UpdateCollection.newBuilder()
                        .setCollectionName(spec.name())
                        .setOptimizersConfig(OptimizersConfigDiff.newBuilder().setIndexingThreshold(SMALLEST_INDEXED))
                        .build());
        long limit = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        CollectionInfo info = info(spec);
        while (info.getStatus() != CollectionStatus.Green || info.getIndexedVectorsCount() < POINTS / 2) {
            assertThat(System.nanoTime()).as("the server optimizes").isLessThan(limit);
            info = info(spec);
        }
    }

    private static CollectionInfo info(CollectionSpec spec) {
        return server.connection()
                .collections()
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(spec.name())
                        .build())
                .getResult();
    }
}
