package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.NOON;
import static io.kalmstream.sinks.Samples.fence;
import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.point;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.StoreReply;
import io.kalmstream.sinks.testing.TestingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 42: answers that a gRPC client refuses by default. */
final class LargeAnswersIT {
    private static final int GRPC_DEFAULT = 4 << 20;
    private static final int DOCUMENTS = 300;

    @Test
    void everyRead_takesMoreThanGrpcWouldByDefault(@TempDir Path data) throws IOException {
        CollectionSpec spec = new CollectionSpec("large-" + UUID.randomUUID(), 2, Samples.MODEL);
        List<DocumentKey> keys =
                IntStream.range(0, DOCUMENTS).mapToObj(i -> key("d" + i)).toList();
        try (TestingStore server = FaultyQdrant.start(data);
                QdrantStore store = new QdrantStore(spec, QdrantSettings.of(server.url(), null))) {
            store.ensureCollection();
            List<Change> changes = keys.stream()
                    .<Change>map(key -> new Change.Upsert(point(key, NOON, key.id() + "x".repeat(30_000), 1, 0)))
                    .toList();
            assertThat(store.apply(fence(), changes)).isEqualTo(new StoreReply.Applied());
            assertThat(server.largestAnswer()).isLessThan(GRPC_DEFAULT);

            try (Stream<?> all = store.all()) {
                assertThat(all).hasSize(DOCUMENTS);
            }
            assertThat(server.largestAnswer()).as("the fault").isGreaterThan(GRPC_DEFAULT);
            assertThat(store.get(keys)).hasSize(DOCUMENTS).allMatch(point -> point.isPresent());
            assertThat(store.nearest(List.of(new NearestQuery(new float[] {1, 0}, "", DOCUMENTS, -1, false))))
                    .singleElement()
                    .satisfies(hits -> assertThat(hits).hasSize(DOCUMENTS));
            FaultyQdrant.drop(server, spec.name());
        }
    }
}
