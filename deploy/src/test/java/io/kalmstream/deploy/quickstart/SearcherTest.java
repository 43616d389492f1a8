package io.kalmstream.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.Embedder;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.testing.TestingVectorStore;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class SearcherTest {
    private static final int DIMENSIONS = 16;
    private static final String TEXT = "Z\u00FCrich";

    @Test
    void search_findsADocument_howeverTheQueryIsTyped() throws InterruptedException {
        String typed = Normalizer.normalize(TEXT, Normalizer.Form.NFD);
        assertThat(typed).isNotEqualTo(TEXT);
        try (TestingEncoder encoder = new TestingEncoder(DIMENSIONS);
                DeviceBatcher batcher = new DeviceBatcher(encoder);
                TestingVectorStore store = store(encoder.model().stamp())) {
            List<List<Neighbour>> hits = new Searcher(batcher, store).search(List.of(new ExampleQuery(typed, null)), 1);

            assertThat(hits).hasSize(1);
            assertThat(hits.getFirst())
                    .singleElement()
                    .satisfies(hit -> assertThat(hit.score()).isCloseTo(1, Assertions.within(1e-5)));
        }
    }

    private static TestingVectorStore store(String model) throws InterruptedException {
        TestingVectorStore store = new TestingVectorStore(new CollectionSpec("documents", DIMENSIONS, model));
        store.ensureCollection();
        try (Embedder embedder = Embedder.of(new TestingEncoder(DIMENSIONS))) {
            Point point = new Point(
                    new DocumentKey("", "a"),
                    embedder.embed(TEXT, Side.DOCUMENT),
                    TEXT,
                    "0".repeat(64),
                    model,
                    Map.of(),
                    Instant.EPOCH,
                    new Point.Source("in", 0, 0));
            store.apply(new Fence("w", 1, 1), List.of(new Change.Upsert(point)));
        }
        return store;
    }
}
