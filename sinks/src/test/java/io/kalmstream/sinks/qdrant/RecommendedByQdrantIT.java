package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.fence;
import static io.kalmstream.sinks.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.RecommendQuery.Example;
import io.kalmstream.sinks.RecommendQuery.Strategy;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import io.kalmstream.sinks.embedded.TestingSeed;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.VectorInputFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RecommendInput;
import io.qdrant.client.grpc.Points.RecommendStrategy;
import io.qdrant.client.grpc.Points.VectorInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we ask by vectors of our own making is what Qdrant would answer by ids: embedded, or that of -Dqdrant.url=. */
final class RecommendedByQdrantIT {
    private static final int POINTS = 200;

    private final TestingSeed seed = TestingSeed.create();
    private final Random random = seed.random();
    private final CollectionSpec spec = new CollectionSpec("recommended-" + UUID.randomUUID(), 16, Samples.MODEL);
    private @Nullable EmbeddedQdrant embedded;
    private QdrantConnection connection;
    private QdrantStore store;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        String url = System.getProperty("qdrant.url", "");
        if (url.isEmpty()) {
            EmbeddedQdrant started = EmbeddedQdrant.start(new EmbeddedQdrantSettings(data, "127.0.0.1", 0));
            embedded = started;
            url = "http://127.0.0.1:" + started.port();
        }
        QdrantSettings settings = QdrantSettings.of(url, null);
        connection = new QdrantConnection(settings);
        store = new QdrantStore(spec, settings);
        store.ensureCollection();
        List<Change> points = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            points.add(Samples.upsert("p" + i, Samples.randomUnit(random, spec.dimensions())));
        }
        store.apply(fence(), points);
    }

    @AfterEach
    void stop() throws IOException {
        connection
                .collections()
                .delete(DeleteCollection.newBuilder()
                        .setCollectionName(spec.name())
                        .build());
        connection.close();
        store.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void recommend_equalWeights_isQdrantsOwnAnswer(Strategy strategy) {
        for (int round = 0; round < 20; round++) {
            List<Example> positives = examples(1 + random.nextInt(5));
            List<Example> negatives = examples(random.nextInt(4));
            RecommendQuery query = new RecommendQuery("", positives, negatives, strategy, Set.of(), 10, false, 0);

            assertThat(store.recommend(query))
                    .as("round %d, %s", round, seed)
                    .extracting(hit -> hit.point().key().id() + " " + hit.score())
                    .containsExactlyElementsOf(qdrants(query));
        }
    }

    private List<String> qdrants(RecommendQuery query) {
        RecommendStrategy strategy = switch (query.strategy()) {
            case AVERAGE_VECTOR -> RecommendStrategy.AverageVector;
            case BEST_SCORE -> RecommendStrategy.BestScore;
        };
        QueryPoints request = QueryPoints.newBuilder()
                .setCollectionName(spec.name())
                .setUsing(CollectionSpec.VECTOR)
                .setLimit(query.limit())
                .setWithPayload(WithPayloadSelectorFactory.enable(true))
                .setQuery(QueryFactory.recommend(RecommendInput.newBuilder()
                        .addAllPositive(inputs(query.positives()))
                        .addAllNegative(inputs(query.negatives()))
                        .setStrategy(strategy)
                        .build()))
                .build();
        return connection.points().query(request).getResultList().stream()
                .map(hit -> hit.getPayloadOrThrow("id").getStringValue() + " " + (double) hit.getScore())
                .toList();
    }

    private static List<VectorInput> inputs(List<Example> examples) {
        return examples.stream()
                .map(example -> VectorInputFactory.vectorInput(PointIds.pointId(key(example.id()))))
                .toList();
    }

    /** All of one weight, whatever it is. */
    private List<Example> examples(int count) {
        double weight = 0.1 + random.nextDouble();
        return random.ints(0, POINTS)
                .distinct()
                .limit(count)
                .mapToObj(i -> new Example("p" + i, weight))
                .toList();
    }
}
