package io.kalmstream.sinks.qdrant;

import io.grpc.Status;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.StoreReply;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateBatchResponse;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sends changes, one request after another, and finds the rows that the server refuses by halving: a piece is sent again only
 * after everything before it is in, so the order of a key's changes holds.
 */
final class QdrantWriter {
    private final String collection;
    private final QdrantSettings settings;
    private final QdrantConnection connection;
    private final Retries retries;
    private final Supplier<RequestLimits> limits;
    private final RowEncoder encoder;

    QdrantWriter(
            String collection,
            int dimensions,
            QdrantSettings settings,
            QdrantConnection connection,
            Retries retries,
            Supplier<RequestLimits> limits) {
        this.collection = collection;
        this.settings = settings;
        this.connection = connection;
        this.retries = retries;
        this.limits = limits;
        this.encoder = new RowEncoder(dimensions);
    }

    /** Answers the refused rows, those that the server refused apart: they may have a common cause. */
    Outcome apply(Fence fence, List<Change> changes) {
        List<StoreReply.Refused.Row> unsendable = new ArrayList<>();
        List<StoreReply.Refused.Row> refused = new ArrayList<>();
        List<Row> rows = new ArrayList<>(changes.size());
        for (int index = 0; index < changes.size(); index++) {
            try {
                rows.add(encoder.encode(index, changes.get(index), fence));
            } catch (IllegalArgumentException e) {
                unsendable.add(new StoreReply.Refused.Row(index, String.valueOf(e.getMessage())));
            }
        }
        UpdateRequests requests = new UpdateRequests(collection, fence);
        for (List<Row> piece : UpdateRequests.cut(rows, limits.get().changes(), settings.maxBytesPerRequest())) {
            send(requests, piece, refused);
        }
        return new Outcome(unsendable, refused);
    }

    private void send(UpdateRequests requests, List<Row> rows, List<StoreReply.Refused.Row> refused) {
        UpdateBatchPoints request = requests.request(rows);
        try {
            retries.callOrRefuse(
                    "update of %d points in collection '%s' at %s".formatted(rows.size(), collection, settings.url()),
                    () -> completed(connection.points().updateBatch(request)));
        } catch (Refusal e) {
            if (rows.size() == 1) {
                refused.add(new StoreReply.Refused.Row(rows.getFirst().index(), String.valueOf(e.getMessage())));
                return;
            }
            send(requests, rows.subList(0, rows.size() / 2), refused);
            send(requests, rows.subList(rows.size() / 2, rows.size()), refused);
        }
    }

    /** An answer other than "completed" says that the server took the changes and does not know yet what becomes of them. */
    private static UpdateBatchResponse completed(UpdateBatchResponse response) {
        for (UpdateResult result : response.getResultList()) {
            if (result.getStatus() != UpdateStatus.Completed) {
                throw Status.UNAVAILABLE
                        .withDescription("the update is only " + result.getStatus())
                        .asRuntimeException();
            }
        }
        return response;
    }

    record Outcome(List<StoreReply.Refused.Row> unsendable, List<StoreReply.Refused.Row> refused) {
        boolean sent(int index) {
            return unsendable.stream().noneMatch(row -> row.index() == index);
        }

        boolean applied(int index) {
            return sent(index) && refused.stream().noneMatch(row -> row.index() == index);
        }

        /** @param missing attribute updates without a point */
        StoreReply reply(List<Integer> missing) {
            List<StoreReply.Refused.Row> all = new ArrayList<>(unsendable);
            all.addAll(refused);
            all.sort(Comparator.comparingInt(StoreReply.Refused.Row::index));
            if (!missing.isEmpty()) {
                return new StoreReply.Missing(missing, all);
            }
            return all.isEmpty() ? new StoreReply.Applied() : new StoreReply.Refused(all);
        }
    }
}
