package io.kalmstream.sinks.embedded;

import io.qdrant.client.grpc.Points.ClearPayloadPoints;
import io.qdrant.client.grpc.Points.DeletePayloadPoints;
import io.qdrant.client.grpc.Points.DeletePointVectors;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.ClearPayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeletePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeleteVectors;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.OverwritePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.SetPayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.UpdateVectors;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import io.qdrant.client.grpc.Points.UpdatePointVectors;
import io.qdrant.client.grpc.Points.UpsertPoints;

/** Every write as the operation it would be in a batch, so that there is one kind to check, to keep and to apply. */
final class Operations {
    private Operations() {}

    static PointsUpdateOperation of(UpsertPoints upsert) {
        PointStructList.Builder operation = PointStructList.newBuilder().addAllPoints(upsert.getPointsList());
        if (upsert.hasShardKeySelector()) {
            operation.setShardKeySelector(upsert.getShardKeySelector());
        }
        if (upsert.hasUpdateFilter()) {
            operation.setUpdateFilter(upsert.getUpdateFilter());
        }
        if (upsert.hasUpdateMode()) {
            operation.setUpdateMode(upsert.getUpdateMode());
        }
        return PointsUpdateOperation.newBuilder().setUpsert(operation).build();
    }

    static PointsUpdateOperation of(DeletePoints delete) {
        PointsUpdateOperation.DeletePoints.Builder operation =
                PointsUpdateOperation.DeletePoints.newBuilder().setPoints(delete.getPoints());
        if (delete.hasShardKeySelector()) {
            operation.setShardKeySelector(delete.getShardKeySelector());
        }
        return PointsUpdateOperation.newBuilder().setDeletePoints(operation).build();
    }

    static PointsUpdateOperation set(SetPayloadPoints set) {
        SetPayload.Builder operation =
                SetPayload.newBuilder().putAllPayload(set.getPayloadMap()).setPointsSelector(set.getPointsSelector());
        if (set.hasShardKeySelector()) {
            operation.setShardKeySelector(set.getShardKeySelector());
        }
        if (set.hasKey()) {
            operation.setKey(set.getKey());
        }
        return PointsUpdateOperation.newBuilder().setSetPayload(operation).build();
    }

    static PointsUpdateOperation overwrite(SetPayloadPoints set) {
        OverwritePayload.Builder operation = OverwritePayload.newBuilder()
                .putAllPayload(set.getPayloadMap())
                .setPointsSelector(set.getPointsSelector());
        if (set.hasShardKeySelector()) {
            operation.setShardKeySelector(set.getShardKeySelector());
        }
        if (set.hasKey()) {
            operation.setKey(set.getKey());
        }
        return PointsUpdateOperation.newBuilder().setOverwritePayload(operation).build();
    }

    static PointsUpdateOperation of(DeletePayloadPoints delete) {
        DeletePayload.Builder operation = DeletePayload.newBuilder()
                .addAllKeys(delete.getKeysList())
                .setPointsSelector(delete.getPointsSelector());
        if (delete.hasShardKeySelector()) {
            operation.setShardKeySelector(delete.getShardKeySelector());
        }
        return PointsUpdateOperation.newBuilder().setDeletePayload(operation).build();
    }

    static PointsUpdateOperation of(ClearPayloadPoints clear) {
        ClearPayload.Builder operation = ClearPayload.newBuilder().setPoints(clear.getPoints());
        if (clear.hasShardKeySelector()) {
            operation.setShardKeySelector(clear.getShardKeySelector());
        }
        return PointsUpdateOperation.newBuilder().setClearPayload(operation).build();
    }

    static PointsUpdateOperation of(UpdatePointVectors update) {
        UpdateVectors.Builder operation = UpdateVectors.newBuilder().addAllPoints(update.getPointsList());
        if (update.hasShardKeySelector()) {
            operation.setShardKeySelector(update.getShardKeySelector());
        }
        if (update.hasUpdateFilter()) {
            operation.setUpdateFilter(update.getUpdateFilter());
        }
        return PointsUpdateOperation.newBuilder().setUpdateVectors(operation).build();
    }

    static PointsUpdateOperation of(DeletePointVectors delete) {
        DeleteVectors.Builder operation = DeleteVectors.newBuilder()
                .setPointsSelector(delete.getPointsSelector())
                .setVectors(delete.getVectors());
        if (delete.hasShardKeySelector()) {
            operation.setShardKeySelector(delete.getShardKeySelector());
        }
        return PointsUpdateOperation.newBuilder().setDeleteVectors(operation).build();
    }
}
