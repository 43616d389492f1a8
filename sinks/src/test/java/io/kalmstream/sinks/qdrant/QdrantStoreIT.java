package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.fence;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.VectorStoreContract;
import io.kalmstream.sinks.duplicates.DuplicateGroups;
import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.duplicates.DuplicateStore;
import io.kalmstream.sinks.duplicates.Policy;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over gRPC: against the server of -Dqdrant.url=http://host:6334, or an embedded one. */
final class QdrantStoreIT extends VectorStoreContract {
    private static @Nullable EmbeddedQdrant embedded;
    private static QdrantSettings settings;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        String url = System.getProperty("qdrant.url", "");
        if (url.isEmpty()) {
            EmbeddedQdrant started = EmbeddedQdrant.start(new EmbeddedQdrantSettings(data, "127.0.0.1", 0));
            embedded = started;
            url = "http://127.0.0.1:" + started.port();
        }
        settings = QdrantSettings.of(url, null);
    }

    @AfterAll
    static void stop() throws IOException {
        if (embedded != null) {
            embedded.close();
        }
    }

    @Test
    void everything_throughAnAlias() {
        String alias = "alias-" + UUID.randomUUID();
        CollectionSpec real = new CollectionSpec("real-" + UUID.randomUUID(), 2, Samples.MODEL);
        client(real).ensureCollection();
        try (QdrantConnection connection = new QdrantConnection(settings)) {
            connection
                    .collections()
                    .updateAliases(ChangeAliases.newBuilder()
                            .addActions(AliasOperations.newBuilder()
                                    .setCreateAlias(CreateAlias.newBuilder()
                                            .setCollectionName(real.name())
                                            .setAliasName(alias)))
                            .build());
        }
        try {
            VectorStore store = client(new CollectionSpec(alias, 2, Samples.MODEL));

            assertThat(store.ensureCollection()).isEqualTo(client(real).ensureCollection());
            store.apply(fence(), List.of(Samples.upsert("a", 1, 0)));

            assertThat(store.health().up()).isTrue();
            assertThat(client(real).count()).isEqualTo(1);
        } finally {
            drop(real.name());
        }
    }

    @Test
    void duplicates_earlierArrivesLate_takesOverTheGroup_andLeavesIt() {
        CollectionSpec spec = new CollectionSpec("duplicates-" + UUID.randomUUID(), 2, Samples.MODEL);
        VectorStore store = client(spec);
        store.ensureCollection();
        DuplicateGroups groups = new DuplicateGroups(
                DuplicateStore.over(store, Samples::fence), new DuplicateRules(Policy.MARK, 0.9, 10));
        try {
            for (int second = 3; second > 0; second--) {
                Point point = Samples.point(
                        Samples.key("p" + second), Samples.NOON.plusSeconds(second), "same", 1, second / 100f);
                store.apply(fence(), List.of(new Change.Upsert(point)));
                groups.update(List.of(point), List.of());
            }

            List<StoredPoint> stored =
                    store.get(List.of(Samples.key("p1"), Samples.key("p2"), Samples.key("p3"))).stream()
                            .flatMap(Optional::stream)
                            .toList();
            assertThat(stored.get(0).duplicate()).isNull();
            assertThat(stored.get(1).duplicate()).extracting(Duplicate::of).isEqualTo("p1");
            assertThat(stored.get(2).duplicate()).extracting(Duplicate::of).isEqualTo("p1");

            store.apply(fence(), List.of(new Change.Delete(Samples.key("p1"))));
            groups.update(List.of(), List.of(Samples.key("p1")));

            List<Optional<StoredPoint>> left = store.get(List.of(Samples.key("p2"), Samples.key("p3")));
            assertThat(left.get(0).orElseThrow().duplicate()).isNull();
            assertThat(left.get(1).orElseThrow().duplicate())
                    .extracting(Duplicate::of)
                    .isEqualTo("p2");
        } finally {
            drop(spec.name());
        }
    }

    @Override
    protected VectorStore open(CollectionSpec spec) {
        return new QdrantStore(spec, settings);
    }

    @Override
    public void drop(String collection) {
        try (QdrantConnection connection = new QdrantConnection(settings)) {
            connection
                    .collections()
                    .delete(DeleteCollection.newBuilder()
                            .setCollectionName(collection)
                            .build());
        }
    }
}
