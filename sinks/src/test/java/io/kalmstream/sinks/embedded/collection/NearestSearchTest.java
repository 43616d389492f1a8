package io.kalmstream.sinks.embedded.collection;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorsFactory.vectors;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.embedded.TestingSeed;
import io.kalmstream.sinks.embedded.collection.Question.Target;
import io.kalmstream.sinks.embedded.wire.PointKey;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The graph against the exact scan, on a collection just large enough for a graph. */
class NearestSearchTest {
    private static final int POINTS = 1_500;
    private static final int DIMENSIONS = 8;
    private static final int LIMIT = 10;
    private static final int QUERIES = 20;
    private static final Tuning GRAPH_EARLY = new Tuning(200, 10_000, 1 << 30);

    private final TestingSeed seed = TestingSeed.create();
    private final Random random = seed.random();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Distance.class,
            names = {"Cosine", "Dot", "Euclid"})
    void run_byGraph_findsWhatTheScanFindsWithTheSameScores(Distance distance) throws IOException {
        try (StoredCollection collection = StoredCollection.open(folder, space(distance), GRAPH_EARLY)) {
            collection.update(List.of(points()));
            Filter most = Filter.newBuilder()
                    .addMustNot(ConditionFactory.match("bucket", 0))
                    .build();

            assertRecall(collection, Filter.getDefaultInstance());
            assertRecall(collection, most);
        }
    }

    private void assertRecall(StoredCollection collection, Filter filter) {
        int common = 0;
        for (int i = 0; i < QUERIES; i++) {
            float[] target = vector();
            List<FoundPoint> exact = answer(collection, query(target, filter, true));
            List<FoundPoint> graph = answer(collection, query(target, filter, false));
            assertThat(exact).as(seed.toString()).hasSize(LIMIT);
            assertThat(graph).as(seed.toString()).hasSize(LIMIT);
            Set<PointKey> both = new HashSet<>();
            for (FoundPoint found : graph) {
                exact.stream().filter(each -> each.key().equals(found.key())).forEach(same -> {
                    both.add(same.key());
                    assertThat(found.score()).as(seed.toString()).isEqualTo(same.score());
                });
            }
            common += both.size();
        }
        assertThat(common).as("hits in common, %s", seed).isGreaterThan(QUERIES * LIMIT * 9 / 10);
    }

    private static List<FoundPoint> answer(StoredCollection collection, StagedQuery query) {
        return collection.query(List.of(new RootQuery(query, 0, Fetch.NOTHING))).getFirst();
    }

    private static StagedQuery query(float[] target, Filter filter, boolean exact) {
        Question nearest = new Question.Nearest(new Target.Vector(target));
        return new StagedQuery(List.of(), nearest, "", filter, null, LIMIT, exact, 0);
    }

    private PointsUpdateOperation points() {
        PointStructList.Builder points = PointStructList.newBuilder();
        for (int i = 0; i < POINTS; i++) {
            points.addPoints(PointStruct.newBuilder()
                    .setId(id(i))
                    .setVectors(vectors(vector()))
                    .putPayload("bucket", value(i % 4)));
        }
        return PointsUpdateOperation.newBuilder().setUpsert(points).build();
    }

    private float[] vector() {
        float[] vector = new float[DIMENSIONS];
        IntStream.range(0, DIMENSIONS).forEach(i -> vector[i] = (float) random.nextGaussian());
        return vector;
    }

    private static VectorsConfig space(Distance distance) {
        return VectorsConfig.newBuilder()
                .setParams(VectorParams.newBuilder().setSize(DIMENSIONS).setDistance(distance))
                .build();
    }
}
