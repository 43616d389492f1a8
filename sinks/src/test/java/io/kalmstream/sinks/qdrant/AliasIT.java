package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.fence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.qdrant.CollectionPlan.Action;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteAlias;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.ListCollectionAliasesRequest;
import io.qdrant.client.grpc.Collections.RenameAlias;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of collections over gRPC: against the server of -Dqdrant.url=http://host:6334, or an embedded one. */
final class AliasIT {
    private static TestingServer server;

    private final String id = UUID.randomUUID().toString();
    private final CollectionSpec spec = new CollectionSpec("docs-v2-" + id, 2, Samples.MODEL);
    private final CollectionSpec before = new CollectionSpec("docs-v1-" + id, 2, Samples.MODEL);
    private final String alias = "docs-" + id;
    private CollectionAdmin admin;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        server = TestingServer.start(data);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() {
        admin = new CollectionAdmin(server.settings());
    }

    @AfterEach
    void drop() {
        admin.close();
        server.drop(spec.name());
        server.drop(before.name());
    }

    @Test
    void worker_makesTheCollectionAndItsAlias_andFindsThemAgain() {
        String identity = ensure(spec, alias);

        assertThat(ensure(spec, alias)).isEqualTo(identity);
        assertThat(aliases()).containsEntry(alias, spec.name());
        assertThat(admin.status(alias))
                .satisfies(status -> assertThat(status.name()).isEqualTo(spec.name()))
                .satisfies(status -> assertThat(status.aliases()).containsExactly(alias));
        try (QdrantStore reader = new QdrantStore(new CollectionSpec(alias, 2, Samples.MODEL), server.settings())) {
            reader.checkCollection();
        }
    }

    @Test
    void worker_givesAnExistingCollectionItsAlias() {
        ensure(spec, null);

        ensure(spec, alias);

        assertThat(aliases()).containsEntry(alias, spec.name());
    }

    @Test
    void worker_knownByAnotherAlias_givesTheRealCollectionTheAlias() {
        ensure(before, alias);
        String second = alias + "-second";

        ensure(new CollectionSpec(alias, 2, Samples.MODEL), second);

        assertThat(aliases()).containsEntry(second, before.name());
    }

    @Test
    void worker_movesNoAlias_andNamesBothCollections() {
        ensure(before, alias);

        assertThatThrownBy(() -> ensure(spec, alias))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        refused -> assertThat(refused.fault()).isEqualTo(StoreException.Fault.CONFIGURATION))
                .hasMessageContaining("'" + alias + "'")
                .hasMessageContaining("'" + before.name() + "'")
                .hasMessageContaining("'" + spec.name() + "'")
                .hasMessageContaining("qdrant.collection.alias");
        assertThat(aliases()).containsEntry(alias, before.name());
    }

    @Test
    void worker_aliasIsTheNameOfACollection_saysSo() {
        ensure(before, null);

        assertThatThrownBy(() -> ensure(spec, before.name()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("name of a collection");
        assertThat(aliases()).doesNotContainKey(before.name());
    }

    @Test
    void apply_givesAFreeAlias_andMovesNone() {
        assertThat(admin.plan(spec, with(alias)).steps())
                .anySatisfy(step -> assertThat(step.what()).isEqualTo("alias " + alias));
        admin.apply(spec, with(alias), false);
        assertThat(admin.plan(spec, with(alias)).isEmpty()).isTrue();
        ensure(before, null);

        admin.apply(before, with(alias), true);

        assertThat(admin.plan(before, with(alias)).steps()).singleElement().satisfies(step -> {
            assertThat(step.action()).isEqualTo(Action.CANNOT);
            assertThat(step.found()).isEqualTo(spec.name());
            assertThat(step.wanted()).isEqualTo(before.name());
        });
        assertThat(aliases()).containsEntry(alias, spec.name());
    }

    @Test
    void server_movesAnAliasThatIsCreatedAgain() {
        ensure(before, alias);
        ensure(spec, null);

        change(create(alias, spec.name()));

        assertThat(aliases()).containsEntry(alias, spec.name());
    }

    @Test
    void server_refusesAliasesThatCannotBe() {
        ensure(spec, alias);

        assertFails(Status.Code.NOT_FOUND, "doesn't exist!", () -> change(create(alias + "-x", "nothing-" + id)));
        assertFails(Status.Code.ALREADY_EXISTS, "already exists!", () -> change(create(spec.name(), spec.name())));
        assertFails(Status.Code.NOT_FOUND, "does not exists!", () -> change(rename("nobody-" + id, alias)));
        assertFails(Status.Code.INVALID_ARGUMENT, "Alias with the same name already exists", this::createByAliasName);
        assertThat(aliasesOf("nothing-" + id)).isZero();
        assertThat(aliasesOf(alias)).isZero();
        assertThat(aliasesOf(spec.name())).isEqualTo(1);
        assertThat(aliases()).containsEntry(alias, spec.name());
    }

    @Test
    void server_deletesWhatIsNotThere_renames_andForgetsWithTheCollection() {
        ensure(spec, alias);

        change(AliasOperations.newBuilder()
                .setDeleteAlias(DeleteAlias.newBuilder().setAliasName("nobody-" + id))
                .build());
        change(rename(alias, alias + "-new"));
        assertThat(aliases()).containsEntry(alias + "-new", spec.name()).doesNotContainKey(alias);
        server.drop(spec.name());

        assertThat(aliases()).doesNotContainKey(alias + "-new");
    }

    private void createByAliasName() {
        server.connection()
                .collections()
                .create(CreateCollection.newBuilder()
                        .setCollectionName(alias)
                        .setVectorsConfig(VectorsConfig.newBuilder()
                                .setParams(VectorParams.newBuilder().setSize(2).setDistance(Distance.Cosine)))
                        .build());
    }

    private static void assertFails(Status.Code code, String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining(words)
                .satisfies(refused ->
                        assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(code));
    }

    private static AliasOperations create(String name, String collection) {
        return AliasOperations.newBuilder()
                .setCreateAlias(CreateAlias.newBuilder().setAliasName(name).setCollectionName(collection))
                .build();
    }

    private static AliasOperations rename(String from, String to) {
        return AliasOperations.newBuilder()
                .setRenameAlias(RenameAlias.newBuilder().setOldAliasName(from).setNewAliasName(to))
                .build();
    }

    private static void change(AliasOperations operation) {
        server.connection()
                .collections()
                .updateAliases(ChangeAliases.newBuilder().addActions(operation).build());
    }

    private static int aliasesOf(String collection) {
        return server.connection()
                .collections()
                .listCollectionAliases(ListCollectionAliasesRequest.newBuilder()
                        .setCollectionName(collection)
                        .build())
                .getAliasesCount();
    }

    private Map<String, String> aliases() {
        Retries retries = new Retries(server.settings().retry(), new FakeTicker(), new SplittableRandom(1));
        return new CollectionCalls(spec.name(), server.settings().url(), server.connection(), retries).aliases();
    }

    private static String ensure(CollectionSpec collection, @Nullable String name) {
        try (QdrantStore store = new QdrantStore(collection, with(name), server.settings())) {
            String identity = store.ensureCollection();
            store.apply(fence(), List.of(Samples.upsert("a", 1, 0)));
            return identity;
        }
    }

    private static CollectionSettings with(@Nullable String name) {
        return TestingSettings.with(CollectionSettings.DEFAULT, name);
    }
}
