package io.kalmstream.sinks.testing;

import io.kalmstream.sinks.Fence;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The applied updates of a store, in the order in which they were applied, and what must hold of any such history.
 *
 * <p>Threads: one writes, any may read.
 */
public final class StoreHistory {
    private final List<StoreUpdate> updates = new CopyOnWriteArrayList<>();

    StoreHistory() {}

    public List<StoreUpdate> updates() {
        return List.copyOf(updates);
    }

    /**
     * No point ever went back to an older write of its writer, nor lost its vector.
     *
     * @throws AssertionError one did
     */
    public void requireSound() {
        Map<String, Map<PointId, Fence>> youngest = new HashMap<>();
        for (StoreUpdate update : updates) {
            requireSound(update, youngest.computeIfAbsent(update.request().getCollectionName(), _ -> new HashMap<>()));
        }
    }

    /** @param youngest of each point of the collection so far; a deleted point has none */
    private static void requireSound(StoreUpdate update, Map<PointId, Fence> youngest) {
        youngest.keySet()
                .removeIf(id -> update.named().contains(id) && !update.after().containsKey(id));
        update.after().forEach((id, point) -> {
            requireVector(point);
            Fence now = fence(point);
            Fence before = youngest.put(id, now);
            if (before != null && now.isOlderThan(before)) {
                throw new AssertionError("point %s went back from %s to %s".formatted(id.getUuid(), before, now));
            }
        });
    }

    void add(StoreUpdate update) {
        updates.add(update);
    }

    private static void requireVector(RetrievedPoint point) {
        boolean any = point.getVectors().getVectors().getVectorsMap().values().stream()
                .flatMap(vector -> vector.getDense().getDataList().stream())
                .anyMatch(number -> number != 0);
        if (!any) {
            throw new AssertionError("point " + point.getId().getUuid() + " has no vector, or only zeros");
        }
    }

    private static Fence fence(RetrievedPoint point) {
        Map<String, Value> payload = point.getPayloadMap();
        return new Fence(
                payload.getOrDefault("writer", Value.getDefaultInstance()).getStringValue(),
                payload.getOrDefault("writer_epoch", Value.getDefaultInstance()).getIntegerValue(),
                payload.getOrDefault("writer_sequence", Value.getDefaultInstance())
                        .getIntegerValue());
    }
}
