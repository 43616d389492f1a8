package io.kalmstream.sinks.qdrant;

import static io.qdrant.client.ConditionFactory.hasId;

import io.kalmstream.sinks.qdrant.Row.Step;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeletePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeletePoints;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.SetPayload;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows to requests. The server runs the operations of a request one after another, so order is kept by making one operation of
 * each run of rows of the same kind. Within an operation it keeps only the last row of a point, and so do we, to send fewer bytes.
 */
final class UpdateRequests {
    private static final List<String> MARK =
            List.of(PayloadFields.DUPLICATE_OF, PayloadFields.DUPLICATE_SCORE, PayloadFields.DUPLICATE_KIND);

    private UpdateRequests() {}

    /** Cuts rows, in order, so that each piece holds at most so many rows and bytes; a larger single row is a piece of its own. */
    static List<List<Row>> cut(List<Row> rows, int maxRows, int maxBytes) {
        List<List<Row>> pieces = new ArrayList<>();
        int start = 0;
        long bytes = 0;
        for (int i = 0; i < rows.size(); i++) {
            int next = rows.get(i).bytes();
            if (i > start && (i - start == maxRows || bytes + next > maxBytes)) {
                pieces.add(rows.subList(start, i));
                start = i;
                bytes = 0;
            }
            bytes += next;
        }
        if (start < rows.size()) {
            pieces.add(rows.subList(start, rows.size()));
        }
        return pieces;
    }

    static UpdateBatchPoints request(String collection, List<Row> rows) {
        UpdateBatchPoints.Builder request =
                UpdateBatchPoints.newBuilder().setCollectionName(collection).setWait(true);
        for (List<Step> run : runs(rows)) {
            request.addOperations(operation(run));
        }
        return request.build();
    }

    /** Neighbours that fit into one operation together. Each SetFields has its own fields and stays alone. */
    private static List<List<Step>> runs(List<Row> rows) {
        List<List<Step>> runs = new ArrayList<>();
        for (Row row : rows) {
            Step step = row.step();
            boolean joins = !runs.isEmpty()
                    && !(step instanceof Step.SetFields)
                    && runs.getLast().getFirst().getClass() == step.getClass();
            if (!joins) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(step);
        }
        return runs;
    }

    private static PointsUpdateOperation operation(List<Step> run) {
        PointsUpdateOperation.Builder operation = PointsUpdateOperation.newBuilder();
        switch (run.getFirst()) {
            case Step.Put _ -> operation.setUpsert(PointStructList.newBuilder().addAllPoints(lastPuts(run)));
            case Step.Remove _ ->
                operation.setDeletePoints(DeletePoints.newBuilder()
                        .setPoints(PointsSelector.newBuilder()
                                .setPoints(PointsIdsList.newBuilder().addAllIds(ids(run)))));
            case Step.SetFields set ->
                operation.setSetPayload(
                        SetPayload.newBuilder().putAllPayload(set.fields()).setPointsSelector(whereFound(run)));
            case Step.Unmark _ ->
                operation.setDeletePayload(
                        DeletePayload.newBuilder().addAllKeys(MARK).setPointsSelector(whereFound(run)));
        }
        return operation.build();
    }

    private static Iterable<PointStruct> lastPuts(List<Step> run) {
        Map<PointId, PointStruct> last = new LinkedHashMap<>();
        for (Step step : run) {
            if (step instanceof Step.Put(PointStruct point)) {
                last.put(point.getId(), point);
            }
        }
        return last.values();
    }

    /** By filter: named by a list of ids, a missing point would make the server fail the whole operation. */
    private static PointsSelector whereFound(List<Step> run) {
        return PointsSelector.newBuilder()
                .setFilter(Filter.newBuilder().addMust(hasId(ids(run))))
                .build();
    }

    private static List<PointId> ids(List<Step> run) {
        return run.stream().map(Step::id).distinct().toList();
    }
}
