package io.kalmstream.sinks.embedded;

import static io.kalmstream.sinks.embedded.TestingQdrant.get;
import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.nullValue;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static io.qdrant.client.VectorsFactory.vectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qdrant.client.QdrantClient;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.ClearPayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeletePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeletePoints;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeleteVectors;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.OverwritePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.SetPayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.UpdateVectors;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.VectorsSelector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritesIT {
    private static final String FILMS = "films";

    private TestingQdrant qdrant;
    private QdrantClient client;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        qdrant = TestingQdrant.start(data);
        client = qdrant.client();
        get(client.createCollectionAsync(FILMS, space(2, Distance.Cosine)));
    }

    @AfterEach
    void stop() throws IOException {
        qdrant.close();
    }

    @Test
    void upsert_again_replacesTheWholePoint() {
        upsert(point(1, 1, 0).putPayload("a", value("old")).putPayload("b", value(1)));

        upsert(point(1, 0, 1).putPayload("a", value("new")));

        RetrievedPoint point = read(id(1));
        assertThat(point.getPayloadMap()).containsExactly(Map.entry("a", value("new")));
        assertThat(point.getVectors().getVector().getDense().getDataList()).containsExactly(0f, 1f);
        assertThat(get(client.countAsync(FILMS))).isEqualTo(1);
    }

    @Test
    void upsert_sameIdTwiceInOneRequest_lastWins() {
        upsert(point(1, 1, 0).putPayload("n", value(1)), point(1, 1, 0).putPayload("n", value(2)));

        assertThat(read(id(1)).getPayloadMap()).containsEntry("n", value(2));
    }

    @Test
    void upsert_cosine_storesVectorOfLengthOne() {
        upsert(point(1, 3, 4));

        assertThat(read(id(1)).getVectors().getVector().getDense().getDataList())
                .containsExactly(0.6f, 0.8f);
    }

    @Test
    void upsert_uuidInCapitals_isTheSamePointAsInSmallLetters() {
        UUID uuid = UUID.fromString("0a1b2c3d-0000-5000-8000-00000000abcd");
        PointId capitals = PointId.newBuilder()
                .setUuid("0A1B2C3D-0000-5000-8000-00000000ABCD")
                .build();
        upsert(point(1, 1, 0).setId(capitals));

        upsert(point(1, 1, 0).setId(id(uuid)).putPayload("n", value(2)));

        assertThat(get(client.countAsync(FILMS))).isEqualTo(1);
        assertThat(read(capitals).getId()).isEqualTo(id(uuid));
    }

    @Test
    void upsert_largestNumber_isReadBack() {
        upsert(point(-1, 1, 0));

        assertThat(read(id(-1)).getId()).isEqualTo(id(-1));
    }

    @Test
    void upsert_wrong_isRefusedWithReason() {
        PointId bad = PointId.newBuilder().setUuid("1-2-3-4-5").build();

        assertThatThrownBy(() -> upsert(point(1, 1, 0).setId(bad)))
                .hasMessageContaining("INVALID_ARGUMENT")
                .hasMessageContaining("Unable to parse UUID: 1-2-3-4-5");
        assertThatThrownBy(() -> upsert(point(1, 1, 0).setVectors(vectors(1, 2, 3))))
                .hasMessageContaining("INVALID_ARGUMENT")
                .hasMessageContaining("Vector dimension error: expected dim: 2, got 3");
        assertThatThrownBy(() -> upsert(point(1, 1, 0).setVectors(namedVectors(Map.of("text", vector(1, 0))))))
                .hasMessageContaining("INVALID_ARGUMENT")
                .hasMessageContaining("Not existing vector name error: text");
        assertThatThrownBy(() -> upsert(point(1, Float.NaN, 0))).hasMessageContaining("finite");
        assertThatThrownBy(() ->
                        get(client.upsertAsync("songs", List.of(point(1, 1, 0).build()))))
                .hasMessageContaining("NOT_FOUND")
                .hasMessageContaining("Collection `songs` doesn't exist!");
        assertThat(get(client.countAsync(FILMS))).isZero();
    }

    @Test
    void upsert_withoutWaiting_isAcknowledgedOnly() {
        UpsertPoints request = UpsertPoints.newBuilder()
                .setCollectionName(FILMS)
                .addPoints(point(1, 1, 0))
                .build();

        UpdateResult first = get(client.upsertAsync(request));
        UpdateResult second =
                get(client.upsertAsync(request.toBuilder().setWait(true).build()));

        assertThat(first.getStatus()).isEqualTo(UpdateStatus.Acknowledged);
        assertThat(second.getStatus()).isEqualTo(UpdateStatus.Completed);
        assertThat(second.getOperationId()).isEqualTo(first.getOperationId() + 1);
    }

    @Test
    void delete_byIdsAndByFilter_removesJustThose() {
        upsert(
                point(1, 1, 0),
                point(2, 1, 0).putPayload("kind", value("drama")),
                point(3, 1, 0).putPayload("kind", value("comedy")));

        get(client.deleteAsync(FILMS, List.of(id(1), id(99))));
        get(client.deleteAsync(FILMS, filter("kind", "drama")));

        assertThat(get(client.countAsync(FILMS))).isEqualTo(1);
        assertThat(read(id(3)).getPayloadMap()).containsEntry("kind", value("comedy"));
    }

    @Test
    void setPayload_mergesKeys_overwriteReplaces_clearEmpties() {
        upsert(point(1, 1, 0).putPayload("a", value(1)).putPayload("b", value(1)));

        get(client.setPayloadAsync(FILMS, Map.of("b", value(2), "c", value(2)), id(1), true, null, null));
        assertThat(read(id(1)).getPayloadMap()).isEqualTo(Map.of("a", value(1), "b", value(2), "c", value(2)));

        get(client.deletePayloadAsync(FILMS, List.of("a", "missing.key"), id(1), true, null, null));
        assertThat(read(id(1)).getPayloadMap()).isEqualTo(Map.of("b", value(2), "c", value(2)));

        get(client.overwritePayloadAsync(FILMS, Map.of("d", value(3)), id(1), true, null, null));
        assertThat(read(id(1)).getPayloadMap()).isEqualTo(Map.of("d", value(3)));

        get(client.clearPayloadAsync(FILMS, id(1), true, null, null));
        assertThat(read(id(1)).getPayloadMap()).isEmpty();
        assertThat(read(id(1)).getVectors().getVector().getDense().getDataList())
                .containsExactly(1f, 0f);
    }

    @Test
    void setPayload_atKey_mergesWithinTheObject() {
        upsert(point(1, 1, 0).putPayload("at", value(Map.of("x", value(1)))).putPayload("plain", value(1)));

        get(client.setPayloadAsync(FILMS, Map.of("y", value(2)), selector(1), true, "at", null, null));
        get(client.setPayloadAsync(FILMS, Map.of("z", value(3)), selector(1), true, "new.deep", null, null));

        assertThat(read(id(1)).getPayloadMap())
                .isEqualTo(Map.of(
                        "at",
                        value(Map.of("x", value(1), "y", value(2))),
                        "plain",
                        value(1),
                        "new",
                        value(Map.of("deep", value(Map.of("z", value(3)))))));
    }

    @Test
    void setPayload_byFilter_seesWhatTheSameBatchWrote() {
        PointsUpdateOperation upsert = PointsUpdateOperation.newBuilder()
                .setUpsert(PointStructList.newBuilder().addPoints(point(1, 1, 0).putPayload("kind", value("drama"))))
                .build();
        PointsUpdateOperation set = PointsUpdateOperation.newBuilder()
                .setSetPayload(SetPayload.newBuilder()
                        .putPayload("seen", value(true))
                        .setPointsSelector(PointsSelector.newBuilder().setFilter(filter("kind", "drama"))))
                .build();

        get(client.batchUpdateAsync(FILMS, List.of(upsert, set), true, null, null));

        assertThat(read(id(1)).getPayloadMap()).containsEntry("seen", value(true));
    }

    @Test
    void batch_filterThatNamesPoints_seesWhatTheOperationBeforeItWrote() {
        upsert(point(1, 1, 0).putPayload("stage", value("first")), point(2, 1, 0));

        get(client.batchUpdateAsync(
                FILMS,
                List.of(
                        stage(1, "first", "second"),
                        stage(1, "second", "third"),
                        stage(1, "first", "wrong"),
                        stage(2, "first", "wrong")),
                true,
                null,
                null));

        assertThat(read(id(1)).getPayloadMap()).containsExactly(Map.entry("stage", value("third")));
        assertThat(read(id(2)).getPayloadMap()).isEmpty();
    }

    /** From one stage to another, if the point is at the first. */
    private static PointsUpdateOperation stage(long point, String from, String to) {
        return PointsUpdateOperation.newBuilder()
                .setSetPayload(SetPayload.newBuilder()
                        .putPayload("stage", value(to))
                        .setPointsSelector(PointsSelector.newBuilder()
                                .setFilter(filter("stage", from).toBuilder().addMust(hasId(List.of(id(point)))))))
                .build();
    }

    @Test
    void setPayload_missingPoint_isNotFoundAndTheOthersAreSet() {
        upsert(point(1, 1, 0));

        assertThatThrownBy(() -> get(
                        client.setPayloadAsync(FILMS, Map.of("n", value(1)), List.of(id(1), id(7)), true, null, null)))
                .hasMessageContaining("NOT_FOUND")
                .hasMessageContaining("No point with id 7 found");

        assertThat(read(id(1)).getPayloadMap()).containsEntry("n", value(1));
    }

    @Test
    void batch_everyKindOfOperation_isAppliedInOrder() {
        get(client.createCollectionAsync("both", Map.of("x", space(2, Distance.Dot), "y", space(1, Distance.Dot))));
        List<PointsUpdateOperation> operations = List.of(
                PointsUpdateOperation.newBuilder()
                        .setUpsert(
                                PointStructList.newBuilder().addPoints(both(1)).addPoints(both(2)))
                        .build(),
                PointsUpdateOperation.newBuilder()
                        .setSetPayload(SetPayload.newBuilder()
                                .putPayload("a", value(1))
                                .putPayload("b", value(2))
                                .setPointsSelector(selector(1)))
                        .build(),
                PointsUpdateOperation.newBuilder()
                        .setDeletePayload(
                                DeletePayload.newBuilder().addKeys("a").setPointsSelector(selector(1)))
                        .build(),
                PointsUpdateOperation.newBuilder()
                        .setUpdateVectors(UpdateVectors.newBuilder()
                                .addPoints(PointVectors.newBuilder()
                                        .setId(id(1))
                                        .setVectors(namedVectors(Map.of("x", vector(9, 9))))))
                        .build(),
                PointsUpdateOperation.newBuilder()
                        .setDeleteVectors(DeleteVectors.newBuilder()
                                .setPointsSelector(selector(1))
                                .setVectors(VectorsSelector.newBuilder().addNames("y")))
                        .build(),
                PointsUpdateOperation.newBuilder()
                        .setOverwritePayload(OverwritePayload.newBuilder()
                                .putPayload("c", value(3))
                                .setPointsSelector(selector(2)))
                        .build(),
                PointsUpdateOperation.newBuilder()
                        .setDeletePoints(DeletePoints.newBuilder().setPoints(selector(2)))
                        .build(),
                PointsUpdateOperation.newBuilder()
                        .setUpsert(PointStructList.newBuilder().addPoints(both(3).putPayload("d", value(4))))
                        .build(),
                PointsUpdateOperation.newBuilder()
                        .setClearPayload(ClearPayload.newBuilder().setPoints(selector(3)))
                        .build());

        List<UpdateResult> results = get(client.batchUpdateAsync("both", operations, true, null, null));

        assertThat(results).hasSize(operations.size()).allMatch(each -> each.getStatus() == UpdateStatus.Completed);
        List<RetrievedPoint> points = get(client.retrieveAsync("both", List.of(id(3), id(2), id(1)), true, true, null));
        assertThat(points).extracting(RetrievedPoint::getId).containsExactly(id(3), id(1));
        assertThat(points.get(0).getPayloadMap()).isEmpty();
        assertThat(points.get(1).getPayloadMap()).isEqualTo(Map.of("b", value(2)));
        assertThat(points.get(1).getVectors().getVectors().getVectorsMap()).containsOnlyKeys("x");
        assertThat(points.get(1)
                        .getVectors()
                        .getVectors()
                        .getVectorsOrThrow("x")
                        .getDense()
                        .getDataList())
                .containsExactly(9f, 9f);
    }

    @Test
    void batch_refusedInTheMiddle_keepsWhatCameBefore() {
        PointsUpdateOperation good = PointsUpdateOperation.newBuilder()
                .setUpsert(PointStructList.newBuilder().addPoints(point(1, 1, 0)))
                .build();
        PointsUpdateOperation bad = PointsUpdateOperation.newBuilder()
                .setUpsert(PointStructList.newBuilder().addPoints(point(2, 1, 0).setVectors(vectors(1))))
                .build();

        assertThatThrownBy(() -> get(client.batchUpdateAsync(FILMS, List.of(good, bad, good), true, null, null)))
                .hasMessageContaining("INVALID_ARGUMENT");

        assertThat(get(client.countAsync(FILMS))).isEqualTo(1);
    }

    @Test
    void payload_everyKindOfValue_isReadBackAsWritten() {
        Map<String, Value> payload = Map.of(
                "text", value("naïve ☃"),
                "integer", value(Long.MIN_VALUE),
                "double", value(0.1),
                "bool", value(false),
                "null", nullValue(),
                "list", list(List.of(value(1), value("two"), list(List.of()))),
                "object", value(Map.of("deep", value(Map.of("er", value(1))))),
                "long", value("x".repeat(100_000)));
        upsert(point(1, 1, 0).putAllPayload(payload));

        assertThat(read(id(1)).getPayloadMap()).isEqualTo(payload);
    }

    private void upsert(PointStruct.Builder... points) {
        get(client.upsertAsync(
                FILMS, List.of(points).stream().map(PointStruct.Builder::build).toList()));
    }

    private RetrievedPoint read(PointId point) {
        return get(client.retrieveAsync(FILMS, List.of(point), true, true, null))
                .getFirst();
    }

    private static PointStruct.Builder point(long number, float x, float y) {
        return PointStruct.newBuilder().setId(id(number)).setVectors(vectors(x, y));
    }

    private static PointStruct.Builder both(long number) {
        return PointStruct.newBuilder()
                .setId(id(number))
                .setVectors(namedVectors(Map.of("x", vector(1, 2), "y", vector(3))));
    }

    private static PointsSelector selector(long number) {
        return PointsSelector.newBuilder()
                .setPoints(PointsIdsList.newBuilder().addIds(id(number)))
                .build();
    }

    private static Filter filter(String key, String keyword) {
        return Filter.newBuilder().addMust(matchKeyword(key, keyword)).build();
    }

    private static VectorParams space(int size, Distance distance) {
        return VectorParams.newBuilder().setSize(size).setDistance(distance).build();
    }
}
