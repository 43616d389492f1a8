package io.kalmstream.sinks.embedded;

import static io.kalmstream.sinks.embedded.TestingQdrant.get;
import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.ConditionFactory.range;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.vectors;
import static org.assertj.core.api.Assertions.assertThat;

import io.qdrant.client.QdrantClient;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.UpdateMode;
import io.qdrant.client.grpc.Points.UpdatePointVectors;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes under a condition: with the embedded server, or with that of -Dqdrant.url=http://host:6334. */
final class ConditionalWritesIT {
    private final String films = "films-" + UUID.randomUUID();
    private EitherQdrant server;
    private QdrantClient client;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        server = EitherQdrant.start(data);
        client = server.client();
        get(client.createCollectionAsync(
                films,
                VectorParams.newBuilder().setSize(2).setDistance(Distance.Dot).build()));
        upsert(base(1, 1, 10));
        upsert(base(2, 2, 20));
    }

    @AfterEach
    void stop() throws IOException {
        get(client.deleteCollectionAsync(films));
        server.close();
    }

    @Test
    void upsert_withFilter_changesMatching_insertsNew() {
        upsert(base(1, 1, 11).addPoints(point(2, 21)).addPoints(point(3, 31)).setUpdateFilter(versionBelow(2)));

        assertThat(numbers()).isEqualTo(Map.of(1L, 11L, 2L, 20L, 3L, 31L));
    }

    @Test
    void upsert_withFilter_sameIdTwice_looksOnlyAtWhatWasThereBefore() {
        upsert(base(1, 9, 11).addPoints(point(1, 12, 9)).setUpdateFilter(versionBelow(2)));

        assertThat(numbers()).containsEntry(1L, 12L);
    }

    @Test
    void upsert_withFilter_seesWhatTheOperationBeforeHasWritten() {
        PointStructList first = PointStructList.newBuilder()
                .addPoints(point(1, 11, 5))
                .setUpdateFilter(versionBelow(2))
                .build();
        PointStructList second = first.toBuilder().setPoints(0, point(1, 12, 5)).build();

        get(client.batchUpdateAsync(films, List.of(operation(first), operation(second))));

        assertThat(numbers()).containsEntry(1L, 11L);
    }

    @Test
    void upsert_insertOnly_leavesWhatIsThere_matchingOrNot() {
        upsert(base(1, 1, 11)
                .addPoints(point(3, 31))
                .setUpdateMode(UpdateMode.InsertOnly)
                .setUpdateFilter(versionBelow(99)));

        assertThat(numbers()).isEqualTo(Map.of(1L, 10L, 2L, 20L, 3L, 31L));
    }

    @Test
    void upsert_updateOnly_insertsNothing() {
        upsert(base(1, 1, 11)
                .addPoints(point(2, 21))
                .addPoints(point(3, 31))
                .setUpdateMode(UpdateMode.UpdateOnly)
                .setUpdateFilter(versionBelow(2)));
        assertThat(numbers()).isEqualTo(Map.of(1L, 11L, 2L, 20L));

        upsert(base(2, 1, 22).addPoints(point(3, 31)).setUpdateMode(UpdateMode.UpdateOnly));
        assertThat(numbers()).isEqualTo(Map.of(1L, 11L, 2L, 22L));
    }

    @Test
    void delete_byFilter_sparesWhatDoesNotMatch() {
        get(client.deleteAsync(DeletePoints.newBuilder()
                .setCollectionName(films)
                .setWait(true)
                .setPoints(PointsSelector.newBuilder()
                        .setFilter(versionBelow(2).toBuilder().addMust(hasId(List.of(id(1), id(2), id(3))))))
                .build()));

        assertThat(numbers()).isEqualTo(Map.of(2L, 20L));
    }

    @Test
    void updateVectors_withFilter_changesMatching() {
        get(client.updateVectorsAsync(UpdatePointVectors.newBuilder()
                .setCollectionName(films)
                .setWait(true)
                .addPoints(PointVectors.newBuilder().setId(id(1)).setVectors(vectors(vector(0, 7))))
                .addPoints(PointVectors.newBuilder().setId(id(2)).setVectors(vectors(vector(0, 7))))
                .setUpdateFilter(versionBelow(2))
                .build()));

        List<RetrievedPoint> points = get(client.retrieveAsync(films, List.of(id(1), id(2)), false, true, null));
        assertThat(points)
                .extracting(point -> point.getVectors().getVector().getDense().getData(1))
                .containsExactlyInAnyOrder(7f, 0f);
    }

    @Test
    void conditions_holdAfterARestart() throws IOException {
        upsert(base(1, 1, 11).addPoints(point(2, 21)).setUpdateFilter(versionBelow(2)));
        server.restart();
        client = server.client();

        assertThat(numbers()).isEqualTo(Map.of(1L, 11L, 2L, 20L));
    }

    private void upsert(UpsertPoints.Builder request) {
        get(client.upsertAsync(request.build()));
    }

    /** Every point's number by its id. */
    private Map<Long, Long> numbers() {
        Map<Long, Long> numbers = new TreeMap<>();
        get(client.scrollAsync(
                        ScrollPoints.newBuilder().setCollectionName(films).build()))
                .getResultList()
                .forEach(point -> numbers.put(
                        point.getId().getNum(),
                        point.getPayloadOrThrow("number").getIntegerValue()));
        return numbers;
    }

    private UpsertPoints.Builder base(long id, long version, long number) {
        return UpsertPoints.newBuilder().setCollectionName(films).setWait(true).addPoints(point(id, number, version));
    }

    private static PointStruct point(long id, long number) {
        return point(id, number, 1);
    }

    private static PointStruct point(long id, long number, long version) {
        return PointStruct.newBuilder()
                .setId(id(id))
                .setVectors(vectors(vector(1, 0)))
                .putPayload("number", value(number))
                .putPayload("version", value(version))
                .build();
    }

    private static Filter versionBelow(long bound) {
        return Filter.newBuilder()
                .addMust(range(
                        "version", Range.newBuilder().setLt((double) bound).build()))
                .build();
    }

    private static PointsUpdateOperation operation(PointStructList upsert) {
        return PointsUpdateOperation.newBuilder().setUpsert(upsert).build();
    }
}
