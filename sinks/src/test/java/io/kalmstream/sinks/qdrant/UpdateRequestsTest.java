package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.NOON;
import static io.kalmstream.sinks.Samples.REPEATS_A;
import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.point;
import static io.kalmstream.sinks.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Samples;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.OperationCase;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class UpdateRequestsTest {
    private static final Fence FENCE = new Fence("kalm/3", 7, 9);

    @Test
    void request_waits_andNamesTheCollection() {
        UpdateBatchPoints request = request(rows(upsert("a", 1, 0)));

        assertThat(request.getWait()).isTrue();
        assertThat(request.getCollectionName()).isEqualTo("c");
    }

    @Test
    void request_runsOfOneKind_areOneOperation() {
        UpdateBatchPoints request = request(rows(
                upsert("a", 1, 0),
                upsert("b", 1, 0),
                new Change.Delete(key("a")),
                new Change.Delete(key("c")),
                upsert("a", 1, 0),
                new Change.MarkDuplicate(key("x"), "h", null),
                new Change.MarkDuplicate(key("y"), "h", null),
                new Change.MarkDuplicate(key("x"), "h", REPEATS_A),
                new Change.MarkDuplicate(key("y"), "h", REPEATS_A)));

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
                        .getFilter()
                        .getMust(0)
                        .getHasId()
                        .getHasIdCount())
                .isEqualTo(2);
    }

    @Test
    void request_samePointTwiceInARun_lastOnly() {
        UpdateBatchPoints request =
                request(rows(upsert("a", 1, 0), upsert("b", 1, 0), new Change.Upsert(Samples.point("a", 0, 1))));

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
        UpdateBatchPoints request = request(rows(
                new Change.MarkDuplicate(key("x"), "h", REPEATS_A),
                new Change.MarkDuplicate(key("x"), "h", null),
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
    void request_marksOfDifferentTexts_areApart() {
        UpdateBatchPoints request = request(
                rows(new Change.MarkDuplicate(key("x"), "h1", null), new Change.MarkDuplicate(key("y"), "h2", null)));

        assertThat(request.getOperationsCount()).isEqualTo(2);
    }

    @Test
    void request_everyOperation_isFenced() {
        UpdateBatchPoints request = request(rows(
                upsert("a", 1, 0),
                new Change.Delete(key("a")),
                new Change.DeleteOwn(key("a")),
                new Change.MarkDuplicate(key("x"), "h", REPEATS_A),
                new Change.MarkDuplicate(key("x"), "h", null),
                new Change.SetAttributes(
                        key("x"), Map.of(), NOON, point("x", 1, 0).source())));

        assertThat(request.getOperationsList())
                .extracting(UpdateRequestsTest::condition)
                .containsOnly(FenceFilter.notYounger(FENCE).getMustNot(0));
    }

    /** The condition of an upsert is not counted: strict mode does not look at it. */
    @Test
    void request_conditions_areNotMoreThanSaid() {
        UpdateBatchPoints request = request(rows(
                new Change.Delete(key("a")),
                new Change.DeleteOwn(key("a")),
                new Change.MarkDuplicate(key("x"), "h", REPEATS_A),
                new Change.MarkDuplicate(key("x"), "h", null),
                new Change.SetAttributes(
                        key("x"), Map.of(), NOON, point("x", 1, 0).source())));

        assertThat(request.getOperationsList().stream()
                        .mapToInt(operation -> conditions(filter(operation)))
                        .max())
                .hasValue(UpdateRequests.MOST_CONDITIONS);
    }

    private static int conditions(Filter filter) {
        return Stream.of(filter.getMustList(), filter.getMustNotList(), filter.getShouldList())
                .flatMap(List::stream)
                .mapToInt(condition -> condition.hasFilter() ? conditions(condition.getFilter()) : 1)
                .sum();
    }

    private static Condition condition(PointsUpdateOperation operation) {
        return filter(operation).getMustNot(0);
    }

    private static Filter filter(PointsUpdateOperation operation) {
        return switch (operation.getOperationCase()) {
            case UPSERT -> operation.getUpsert().getUpdateFilter();
            case DELETE_POINTS -> operation.getDeletePoints().getPoints().getFilter();
            case SET_PAYLOAD -> operation.getSetPayload().getPointsSelector().getFilter();
            case DELETE_PAYLOAD ->
                operation.getDeletePayload().getPointsSelector().getFilter();
            default -> throw new AssertionError("unexpected operation " + operation);
        };
    }

    private static UpdateBatchPoints request(List<Row> rows) {
        return new UpdateRequests("c", FENCE).request(rows);
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
                .mapToObj(i -> encoder.encode(i, changes[i], FENCE))
                .toList();
    }
}
