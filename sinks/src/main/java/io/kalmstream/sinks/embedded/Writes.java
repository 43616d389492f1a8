package io.kalmstream.sinks.embedded;

import io.kalmstream.sinks.embedded.collection.StoredCollection;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateBatchResponse;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.util.List;

/** Applies writes and says so. All of them are applied when the answer goes out, whether the client waits for that or not. */
final class Writes {
    private Writes() {}

    static PointsOperationResponse one(StoredCollection points, PointsUpdateOperation operation, boolean wait) {
        return done(points.update(List.of(operation)), wait);
    }

    static UpdateBatchResponse batch(StoredCollection points, UpdateBatchPoints batch) {
        UpdateBatchResponse.Builder response = UpdateBatchResponse.newBuilder();
        long last = points.update(batch.getOperationsList());
        for (long number = last - batch.getOperationsCount() + 1; number <= last; number++) {
            response.addResult(result(number, batch.getWait()));
        }
        return response.build();
    }

    static PointsOperationResponse done(long number, boolean wait) {
        return PointsOperationResponse.newBuilder()
                .setResult(result(number, wait))
                .build();
    }

    private static UpdateResult result(long number, boolean wait) {
        return UpdateResult.newBuilder()
                .setOperationId(number)
                .setStatus(wait ? UpdateStatus.Completed : UpdateStatus.Acknowledged)
                .build();
    }
}
