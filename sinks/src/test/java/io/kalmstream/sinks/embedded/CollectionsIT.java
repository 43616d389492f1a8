package io.kalmstream.sinks.embedded;

import static io.kalmstream.sinks.embedded.TestingQdrant.get;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorsFactory.vectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteAlias;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.OptimizersConfigDiff;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.PointStruct;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionsIT {
    private static final VectorParams FOUR =
            VectorParams.newBuilder().setSize(4).setDistance(Distance.Cosine).build();

    private TestingQdrant qdrant;
    private QdrantClient client;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        qdrant = TestingQdrant.start(data);
        client = qdrant.client();
    }

    @AfterEach
    void stop() throws IOException {
        qdrant.close();
    }

    @Test
    void create_unnamedVector_isListedAndDescribed() {
        assertThat(get(client.createCollectionAsync("films", FOUR)).getResult()).isTrue();

        assertThat(get(client.listCollectionsAsync())).containsExactly("films");
        assertThat(get(client.collectionExistsAsync("films"))).isTrue();
        CollectionInfo info = get(client.getCollectionInfoAsync("films"));
        assertThat(info.getStatus()).isEqualTo(CollectionStatus.Green);
        assertThat(info.getPointsCount()).isZero();
        assertThat(info.getConfig().getParams().getVectorsConfig().getParams()).isEqualTo(FOUR);
        assertThat(info.getConfig().getHnswConfig().getM()).isEqualTo(16);
    }

    @Test
    void create_withSettingsAndMetadata_remembersThemOverRestart() throws IOException {
        CreateCollection create = CreateCollection.newBuilder()
                .setCollectionName("films")
                .setVectorsConfig(VectorsConfig.newBuilder()
                        .setParamsMap(VectorParamsMap.newBuilder().putMap("text", FOUR)))
                .setHnswConfig(HnswConfigDiff.newBuilder().setM(32))
                .setOptimizersConfig(OptimizersConfigDiff.newBuilder().setIndexingThreshold(7))
                .setShardNumber(2)
                .setReplicationFactor(3)
                .putMetadata("model", value("mini@1"))
                .build();
        get(client.createCollectionAsync(create));
        get(client.createPayloadIndexAsync("films", "tenant", PayloadSchemaType.Keyword, null, true, null, null));
        CollectionInfo before = get(client.getCollectionInfoAsync("films"));

        qdrant.restart();

        CollectionInfo after = get(qdrant.client().getCollectionInfoAsync("films"));
        assertThat(after).isEqualTo(before);
        assertThat(after.getConfig().getMetadataMap()).containsExactly(Map.entry("model", value("mini@1")));
        assertThat(after.getConfig().getHnswConfig().getM()).isEqualTo(32);
        assertThat(after.getConfig().getHnswConfig().getEfConstruct()).isEqualTo(100);
        assertThat(after.getConfig().getOptimizerConfig().getIndexingThreshold())
                .isEqualTo(7);
        assertThat(after.getConfig().getParams().getShardNumber()).isEqualTo(2);
        assertThat(after.getConfig().getParams().getReplicationFactor()).isEqualTo(3);
        assertThat(after.getPayloadSchemaOrThrow("tenant").getDataType()).isEqualTo(PayloadSchemaType.Keyword);
    }

    @Test
    void create_twice_isRefused() {
        get(client.createCollectionAsync("films", FOUR));

        assertThatThrownBy(() -> get(client.createCollectionAsync("films", FOUR)))
                .hasMessageContaining("ALREADY_EXISTS")
                .hasMessageContaining("Collection `films` already exists!");
    }

    @Test
    void create_wrongParameters_isRefusedAndLeavesNothing() {
        VectorParams empty = FOUR.toBuilder().setSize(0).build();
        VectorParams pathless = FOUR.toBuilder().clearDistance().build();

        assertRefused(client.createCollectionAsync("films", empty), Status.Code.INVALID_ARGUMENT);
        assertRefused(client.createCollectionAsync("films", pathless), Status.Code.INVALID_ARGUMENT);
        assertRefused(client.createCollectionAsync("a/b", FOUR), Status.Code.INVALID_ARGUMENT);
        assertThat(get(client.listCollectionsAsync())).isEmpty();
    }

    @Test
    void update_tuningAndMetadata_isMerged() {
        get(client.createCollectionAsync("films", FOUR));

        get(client.updateCollectionAsync(UpdateCollection.newBuilder()
                .setCollectionName("films")
                .setOptimizersConfig(OptimizersConfigDiff.newBuilder().setIndexingThreshold(1))
                .putMetadata("pipeline", value("2"))
                .build()));

        CollectionInfo info = get(client.getCollectionInfoAsync("films"));
        assertThat(info.getConfig().getOptimizerConfig().getIndexingThreshold()).isEqualTo(1);
        assertThat(info.getConfig().getOptimizerConfig().getDeletedThreshold()).isEqualTo(0.2);
        assertThat(info.getConfig().getMetadataMap()).containsKey("pipeline");
    }

    @Test
    void delete_existing_removesItAndItsAliases() {
        get(client.createCollectionAsync("films", FOUR));
        get(client.createAliasAsync("movies", "films"));

        assertThat(get(client.deleteCollectionAsync("films")).getResult()).isTrue();

        assertThatThrownBy(() -> get(client.deleteCollectionAsync("films")))
                .hasStackTraceContaining("could not be deleted");
        assertThat(get(client.collectionExistsAsync("movies"))).isFalse();
        assertThat(get(client.listAliasesAsync())).isEmpty();
        assertThatThrownBy(() -> get(client.getCollectionInfoAsync("films")))
                .hasMessageContaining("NOT_FOUND")
                .hasMessageContaining("Not found: Collection `films` doesn't exist!");
    }

    @Test
    void delete_thenCreateAgain_isEmpty() {
        get(client.createCollectionAsync("films", FOUR));
        upsertOne("films");
        get(client.deleteCollectionAsync("films"));

        get(client.createCollectionAsync("films", FOUR));

        assertThat(get(client.countAsync("films"))).isZero();
    }

    @Test
    void alias_anywhere_standsForItsCollection() throws IOException {
        get(client.createCollectionAsync("films-1", FOUR));
        get(client.createAliasAsync("films", "films-1"));

        upsertOne("films");
        qdrant.restart();
        client = qdrant.client();

        assertThat(get(client.countAsync("films"))).isEqualTo(1);
        assertThat(get(client.countAsync("films-1"))).isEqualTo(1);
        assertThat(get(client.getCollectionInfoAsync("films")).getPointsCount()).isEqualTo(1);
        assertThat(get(client.listCollectionAliasesAsync("films-1"))).containsExactly("films");
        assertThat(get(client.listCollectionsAsync())).containsExactly("films-1");
    }

    @Test
    void alias_switchedInOneCall_pointsToTheNewCollection() {
        get(client.createCollectionAsync("films-1", FOUR));
        get(client.createCollectionAsync("films-2", FOUR));
        get(client.createAliasAsync("films", "films-1"));

        get(client.updateAliasesAsync(List.of(
                AliasOperations.newBuilder()
                        .setDeleteAlias(DeleteAlias.newBuilder().setAliasName("films"))
                        .build(),
                AliasOperations.newBuilder()
                        .setCreateAlias(
                                CreateAlias.newBuilder().setAliasName("films").setCollectionName("films-2"))
                        .build())));
        get(client.renameAliasAsync("films", "movies"));

        assertThat(get(client.listAliasesAsync()))
                .containsExactly(AliasDescription.newBuilder()
                        .setAliasName("movies")
                        .setCollectionName("films-2")
                        .build());
    }

    @Test
    void alias_wrong_isRefusedWhole() {
        get(client.createCollectionAsync("films", FOUR));
        CreateAlias good = CreateAlias.newBuilder()
                .setAliasName("movies")
                .setCollectionName("films")
                .build();
        CreateAlias lost = CreateAlias.newBuilder()
                .setAliasName("songs")
                .setCollectionName("music")
                .build();

        assertRefused(
                client.updateAliasesAsync(List.of(
                        AliasOperations.newBuilder().setCreateAlias(good).build(),
                        AliasOperations.newBuilder().setCreateAlias(lost).build())),
                Status.Code.NOT_FOUND);
        assertRefused(client.renameAliasAsync("nobody", "x"), Status.Code.NOT_FOUND);
        assertRefused(client.createAliasAsync("films", "films"), Status.Code.ALREADY_EXISTS);
        assertThat(get(client.listAliasesAsync())).isEmpty();
    }

    @Test
    void fieldIndex_createdAndDeleted_isReported() {
        get(client.createCollectionAsync("films", FOUR));
        upsertOne("films");

        get(client.createPayloadIndexAsync("films", "year", PayloadSchemaType.Integer, null, true, null, null));
        get(client.createPayloadIndexAsync("films", "none", PayloadSchemaType.Keyword, null, true, null, null));

        CollectionInfo info = get(client.getCollectionInfoAsync("films"));
        assertThat(info.getPayloadSchemaOrThrow("year").getPoints()).isEqualTo(1);
        assertThat(info.getPayloadSchemaOrThrow("none").getPoints()).isZero();
        get(client.deletePayloadIndexAsync("films", "year", true, null, null));
        assertThat(get(client.getCollectionInfoAsync("films")).getPayloadSchemaMap())
                .containsOnlyKeys("none");
    }

    private void upsertOne(String collection) {
        PointStruct point = PointStruct.newBuilder()
                .setId(id(1))
                .setVectors(vectors(1, 0, 0, 0))
                .putPayload("year", value(1999))
                .build();
        get(client.upsertAsync(collection, List.of(point)));
    }

    private static void assertRefused(ListenableFuture<?> answer, Status.Code expected) {
        assertThatThrownBy(() -> get(answer))
                .satisfies(refused ->
                        assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(expected));
    }
}
