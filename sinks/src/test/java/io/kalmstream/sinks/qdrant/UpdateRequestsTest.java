package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Samples;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.OperationCase;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UpdateRequestsTest {
    private static final Duplicate REPEATS_A = new Duplicate("a", 0.97, Duplicate.Kind.NEAR);

    @Test
    void request_waits_andNamesTheCollection() {
        UpdateBatchPoints request = UpdateRequests.request("c", rows(upsert("a", 1, 0)));

        assertThat(request.getWait()).isTrue();
        assertThat(request.getCollectionName()).isEqualTo("c");
    }

    @Test
    void request_runsOfOneKind_areOneOperation() {
        UpdateBatchPoints request = UpdateRequests.request(
                "c",
                rows(
                        upsert("a", 1, 0),
                        upsert("b", 1, 0),
                        new Change.Delete(key("a")),
                        new Change.Delete(key("c")),
                        upsert("a", 1, 0),
                        new Change.MarkDuplicate(key("x"), null),
                        new Change.MarkDuplicate(key("y"), null),
                        new Change.MarkDuplicate(key("x"), REPEATS_A),
                        new Change.MarkDuplicate(key("y"), REPEATS_A)));

        assertThat(request.getOperationsList())
                .extracting(PointsUpdateOperation::getOperationCase)
                .containsExactly(
                        OperationCase.UPSERT,
                        OperationCase.DELETE_POINTS,
                        OperationCase.UPSERT,
                        OperationCase.DELETE_PAYLOAD,
                        OperationCase.SET_PAYLOAD,
                        OperationCase.SET_PAYLOAD);
        assertThat(request.getOperations(0).getUpsert().getPointsCount()).isEqualTo(2);
        assertThat(request.getOperations(1)
                        .getDeletePoints()
                        .getPoints()
                        .getPoints()
                        .getIdsCount())
                .isEqualTo(2);
    }

    @Test
    void request_samePointTwiceInARun_lastOnly() {
        UpdateBatchPoints request = UpdateRequests.request(
                "c", rows(upsert("a", 1, 0), upsert("b", 1, 0), new Change.Upsert(Samples.point("a", 0, 1))));

        assertThat(request.getOperations(0).getUpsert().getPointsList())
                .extracting(PointStruct::getId)
                .containsExactly(PointIds.pointId(key("a")), PointIds.pointId(key("b")));
        assertThat(request.getOperations(0)
                        .getUpsert()
                        .getPoints(0)
                        .getVectors()
                        .getVectors()
                        .getVectorsOrThrow("text")
                        .getDense()
                        .getDataList())
                .containsExactly(0f, 1f);
    }

    @Test
    void request_payloadOfPointsThatMayBeMissing_goesByFilter() {
        UpdateBatchPoints request = UpdateRequests.request(
                "c",
                rows(
                        new Change.MarkDuplicate(key("x"), REPEATS_A),
                        new Change.MarkDuplicate(key("x"), null),
                        new Change.SetAttributes(
                                key("x"),
                                Map.of(),
                                Samples.NOON,
                                Samples.point("x", 1, 0).source())));

        assertThat(request.getOperations(0).getSetPayload().getPointsSelector().hasFilter())
                .isTrue();
        assertThat(request.getOperations(1)
                        .getDeletePayload()
                        .getPointsSelector()
                        .hasFilter())
                .isTrue();
        assertThat(request.getOperations(2).getSetPayload().getPointsSelector().hasFilter())
                .isTrue();
    }

    @Test
    void cut_byCountAndBytes_inOrder() {
        List<Row> rows = new ArrayList<>();
        int[] sizes = {1, 1, 1, 5, 5, 5, 50, 1};
        IntStream.range(0, sizes.length).forEach(i -> rows.add(row(i, sizes[i])));

        assertThat(UpdateRequests.cut(rows, 3, 10))
                .extracting(piece -> piece.stream().map(Row::index).toList())
                .containsExactly(List.of(0, 1, 2), List.of(3, 4), List.of(5), List.of(6), List.of(7));
        assertThat(UpdateRequests.cut(List.of(), 3, 10)).isEmpty();
    }

    private static Row row(int index, int bytes) {
        return new Row(index, new Row.Step.Remove(PointIds.pointId(key("k" + index))), bytes);
    }

    private static List<Row> rows(Change... changes) {
        RowEncoder encoder = new RowEncoder(2);
        return IntStream.range(0, changes.length)
                .mapToObj(i -> encoder.encode(i, changes[i]))
                .toList();
    }
}
