package io.kalmstream.sinks.testing;

import static java.util.Objects.requireNonNull;

import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import java.util.Map;
import java.util.Set;

/**
 * An update that the store has applied, whatever its client was told.
 *
 * @param named the points it is about
 * @param after those of them that were there when it was applied, as they were then
 */
public record StoreUpdate(UpdateBatchPoints request, Set<PointId> named, Map<PointId, RetrievedPoint> after) {
    public StoreUpdate {
        requireNonNull(request, "request is null");
        named = Set.copyOf(named);
        after = Map.copyOf(after);
    }
}
