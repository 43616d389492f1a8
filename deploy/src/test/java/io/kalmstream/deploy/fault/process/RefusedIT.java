package io.kalmstream.deploy.fault.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.kalmstream.deploy.Main;
import io.kalmstream.deploy.command.ExitCode;
import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.sinks.qdrant.QdrantStore;
import io.kalmstream.sinks.testing.StoreFault;
import io.kalmstream.sinks.testing.StoreScript;
import io.kalmstream.sinks.testing.TestingStore;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FAULTS 35, 43 and 53: what somebody must change first ends the worker at once, which says what, and has joined no group. */
final class RefusedIT {
    private static final String KEY = "KALMSTREAM_QDRANT_API_KEY";
    private static final String SECRET = "canary-of-the-key";
    private static final String CREATE = "qdrant.Collections/Create";

    @TempDir
    private static Path data;

    private static LocalBroker broker;
    private static TestingStore store;

    @BeforeAll
    static void start() throws IOException {
        broker = LocalBroker.start(data.resolve("broker"), 0);
        store = TestingStore.overEmbedded(data.resolve("qdrant"));
    }

    @AfterAll
    static void stop() throws IOException {
        try (LocalBroker _ = broker) {
            store.close();
        }
    }

    @AfterEach
    void heal() {
        store.heal();
    }

    @Test
    void modelThatIsMissing() throws Exception {
        Scene scene = scene("gone");
        Path folder = data.resolve("no-model");

        assertThat(refusal(scene, Map.of("encoder.model", folder.toString()))).contains(folder.toString());
    }

    /** The real model against a collection that others made. */
    @ParameterizedTest
    @CsvSource({
        "sizes, 8, Cosine, 'has vectors of 8 dimensions, configured are 384'",
        "distances, 384, Dot, 'compares by Dot, configured is Cosine'"
    })
    void collectionThatDoesNotFit(String name, int dimensions, Distance distance, String difference) throws Exception {
        Scene scene = scene(name);
        create(name, dimensions, distance);

        assertThat(refusal(scene, Map.of())).contains("collection '" + name + "'", store.url(), difference);
    }

    /** As after the model's files were replaced: their digest is part of its stamp. */
    @Test
    void collectionOfAnotherRevisionOfTheModel() throws Exception {
        Scene scene = scene("revisions");
        CollectionSpec other = new CollectionSpec("revisions", 384, "all-MiniLM-L6-v2@0123456789ab");
        try (VectorStore before = new QdrantStore(other, QdrantSettings.of(store.url(), null))) {
            before.ensureCollection();
        }

        assertThat(refusal(scene, Map.of()))
                .containsPattern("holds vectors of model 'all-MiniLM-L6-v2@0123456789ab', configured is"
                        + " 'all-MiniLM-L6-v2@[0-9a-f]+'");
    }

    @Test
    void keyThatIsRefused() throws Exception {
        Scene scene = scene("key");
        store.script(
                StoreScript.always(new StoreFault.Fail(Status.UNAUTHENTICATED.withDescription("not with this key"))));
        int before = store.injected(StoreFault.Fail.class);
        try (Child worker = scene.worker("a", Map.of(), withKey())) {
            assertThat(worker.exitCode()).as("%s", worker.lines()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(store.injected(StoreFault.Fail.class) - before)
                    .as("the fault, and no second try")
                    .isEqualTo(1);
            assertThat(worker.error())
                    .contains("UNAUTHENTICATED", "not with this key", "collection 'key'", store.url());
            assertThat(worker.count(SECRET)).isZero();
        }
        assertThat(scene.isWithoutGroup()).isTrue();
    }

    @Test
    void collectionThatIsMissing_andMayNotBeCreated() throws Exception {
        Scene scene = scene("uncreated");
        store.script(call -> call.method().equals(CREATE)
                ? new StoreFault.Fail(Status.PERMISSION_DENIED.withDescription("manage access is required"))
                : new StoreFault.None());
        try (Child worker = scene.worker("a", Map.of(), withKey())) {
            assertThat(worker.exitCode()).as("%s", worker.lines()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(store.calls(CREATE)).as("the fault").isEqualTo(1);
            assertThat(worker.error())
                    .contains(
                            "creation of collection 'uncreated'",
                            "PERMISSION_DENIED",
                            "manage access is required",
                            store.url());
        }
        assertThat(scene.isWithoutGroup()).isTrue();
    }

    @Test
    void keyThatIsRevoked_whileTheWorkerRuns() throws Exception {
        Scene scene = scene("revoked");
        try (Load load = scene.load();
                Child worker = scene.worker("a", Map.of(), withKey())) {
            load.send(20);
            scene.awaitSettled(load.sent());
            store.script(StoreScript.always(new StoreFault.Fail(Status.PERMISSION_DENIED.withDescription("revoked"))));
            load.send(20);

            assertThat(worker.exitCode()).as("%s", worker.lines()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(worker.error()).contains("PERMISSION_DENIED", "revoked", "collection 'revoked'", store.url());
            assertThat(worker.count("another one takes over")).isZero();
            assertThat(worker.count(SECRET)).isZero();

            store.heal();
            try (Child next = scene.worker("a", Map.of(), null, Duration.ZERO)) {
                Reckoning.settle(scene, load.sent());
                assertThat(next.isAlive()).isTrue();
            }
        }
    }

    private static Scene scene(String name) throws Exception {
        return Scene.create(data, broker.bootstrap(), URI.create(store.url()).getPort(), name, 1);
    }

    private static Launch withKey() {
        return Launch.of(WorkerProgram.class).withEnvironment(KEY, SECRET);
    }

    /** Of the program as users run it. */
    private static String refusal(Scene scene, Map<String, String> more) throws Exception {
        try (Child worker = scene.worker("a", more, Launch.of(Main.class))) {
            assertThat(worker.exitCode()).as("%s", worker.lines()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(scene.isWithoutGroup()).isTrue();
            return worker.error();
        }
    }

    private static void create(String name, int dimensions, Distance distance) throws Exception {
        VectorParams vector = VectorParams.newBuilder()
                .setSize(dimensions)
                .setDistance(distance)
                .build();
        CreateCollection request = CreateCollection.newBuilder()
                .setCollectionName(name)
                .setVectorsConfig(VectorsConfig.newBuilder()
                        .setParamsMap(VectorParamsMap.newBuilder().putMap(CollectionSpec.VECTOR, vector)))
                .build();
        try (QdrantClient client = QdrantSettings.of(store.url(), null).client()) {
            client.createCollectionAsync(request).get();
        }
    }
}
