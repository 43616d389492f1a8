package io.kalmstream.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreBenchIT {
    private static final Progress SILENT = new Progress() {
        @Override
        public void say(String line) {}

        @Override
        public void at(long done, long total) {}

        @Override
        public void close() {}
    };

    private EmbeddedQdrant qdrant;
    private QdrantSettings settings;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        qdrant = EmbeddedQdrant.start(new EmbeddedQdrantSettings(data, "127.0.0.1", 0));
        settings = QdrantSettings.of("http://127.0.0.1:" + qdrant.port(), null);
    }

    @AfterEach
    void stop() throws IOException {
        qdrant.close();
    }

    @Test
    void run_measuresBoth_andLeavesNoCollection() throws IOException, InterruptedException {
        StoreBenchSettings small = new StoreBenchSettings(new BenchStore.Server(settings), 300, 8, 16, 2, 2);

        StoreReport report = new StoreBench(small, SILENT).run();

        assertThat(report.server()).contains("embedded").endsWith("1.18.3");
        assertThat(report.adapter().slowest()).isPositive();
        assertThat(report.bare().slowest()).isPositive();
        assertThat(report.ratio())
                .isEqualTo(report.adapter().median() / report.bare().median());
        try (StoreServer server = new StoreServer(settings, 8)) {
            assertThat(StoreServer.answer(server.client().listCollectionsAsync()))
                    .isEmpty();
        }
    }

    @Test
    void bothWays_storeTheSame() {
        List<Point> points = new StorePoints(new SplittableRandom(1), 8).make(0, 20);
        Fence fence = new Fence("bench/0", 1, 1);
        try (StoreServer server = new StoreServer(settings, 8);
                StoreLane adapter = new StoreLaneAdapter(server);
                StoreLane bare = new StoreLaneBare(server)) {
            adapter.write(fence, points);
            bare.write(fence, points);

            List<List<RetrievedPoint>> stored = StoreServer.answer(
                            server.client().listCollectionsAsync())
                    .stream()
                    .map(name -> stored(server, new CollectionSpec(name, 8, StorePoints.MODEL)))
                    .toList();
            assertThat(stored).hasSize(2);
            assertThat(stored.getFirst()).hasSize(20).isEqualTo(stored.getLast());
        }
    }

    private static List<RetrievedPoint> stored(StoreServer server, CollectionSpec spec) {
        return StoreServer.answer(server.client()
                        .scrollAsync(ScrollPoints.newBuilder()
                                .setCollectionName(spec.name())
                                .setLimit(100)
                                .setWithPayload(WithPayloadSelectorFactory.enable(true))
                                .setWithVectors(WithVectorsSelectorFactory.enable(true))
                                .build()))
                .getResultList();
    }
}
