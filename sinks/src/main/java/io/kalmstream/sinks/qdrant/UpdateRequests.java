package io.kalmstream.sinks.qdrant;

import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.ConditionFactory.matchKeyword;

import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.qdrant.Row.Step;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.PointStruct;
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
 * Every operation is conditioned by the fence: the server looks at the points and changes them in one step, so no other write can
 * come between.
 */
final class UpdateRequests {
    /** Of one filter: id, text or writer, and the four of the fence. */
    static final int MOST_CONDITIONS = 6;

    private static final List<String> MARK =
            List.of(PayloadFields.DUPLICATE_OF, PayloadFields.DUPLICATE_SCORE, PayloadFields.DUPLICATE_KIND);

    private final String collection;
    private final Fence fence;

    UpdateRequests(String collection, Fence fence) {
        this.collection = collection;
        this.fence = fence;
    }

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

    UpdateBatchPoints request(List<Row> rows) {
        UpdateBatchPoints.Builder request =
                UpdateBatchPoints.newBuilder().setCollectionName(collection).setWait(true);
        for (List<Step> run : runs(rows)) {
            request.addOperations(operation(run));
        }
        return request.build();
    }

    /** Neighbours that fit into one operation together. */
    private static List<List<Step>> runs(List<Row> rows) {
        List<List<Step>> runs = new ArrayList<>();
        for (Row row : rows) {
            Step step = row.step();
            if (runs.isEmpty() || !joins(step, runs.getLast().getFirst())) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(step);
        }
        return runs;
    }

    private static boolean joins(Step step, Step run) {
        return switch (step) {
            case Step.Put _ -> run instanceof Step.Put;
            case Step.Remove _ -> run instanceof Step.Remove;
            case Step.RemoveOwn _ -> run instanceof Step.RemoveOwn;
            case Step.Unmark unmark ->
                run instanceof Step.Unmark first && first.textHash().equals(unmark.textHash());
            // Each has fields of its own.
            case Step.SetFields _, Step.Mark _ -> false;
        };
    }

    private PointsUpdateOperation operation(List<Step> run) {
        PointsUpdateOperation.Builder operation = PointsUpdateOperation.newBuilder();
        switch (run.getFirst()) {
            case Step.Put _ ->
                operation.setUpsert(PointStructList.newBuilder()
                        .addAllPoints(lastPuts(run))
                        .setUpdateFilter(FenceFilter.notYounger(fence)));
            case Step.Remove _ ->
                operation.setDeletePoints(DeletePoints.newBuilder().setPoints(select(where(run))));
            case Step.RemoveOwn _ ->
                operation.setDeletePoints(
                        DeletePoints.newBuilder().setPoints(select(where(run).addMust(FenceFilter.own(fence)))));
            case Step.SetFields set ->
                operation.setSetPayload(
                        SetPayload.newBuilder().putAllPayload(set.fields()).setPointsSelector(select(where(run))));
            case Step.Mark mark ->
                operation.setSetPayload(SetPayload.newBuilder()
                        .putAllPayload(mark.fields())
                        .setPointsSelector(select(where(run, mark.textHash()))));
            case Step.Unmark unmark ->
                operation.setDeletePayload(DeletePayload.newBuilder()
                        .addAllKeys(MARK)
                        .setPointsSelector(select(where(run, unmark.textHash()))));
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

    /** By filter also without the fence: named by a list of ids, a missing point would make the server fail the operation. */
    private Filter.Builder where(List<Step> run) {
        return FenceFilter.notYounger(fence).toBuilder().addMust(hasId(ids(run)));
    }

    private Filter.Builder where(List<Step> run, String textHash) {
        return where(run).addMust(matchKeyword(PayloadFields.TEXT_HASH, textHash));
    }

    private static PointsSelector select(Filter.Builder where) {
        return PointsSelector.newBuilder().setFilter(where).build();
    }

    private static List<PointId> ids(List<Step> run) {
        return run.stream().map(Step::id).distinct().toList();
    }
}
