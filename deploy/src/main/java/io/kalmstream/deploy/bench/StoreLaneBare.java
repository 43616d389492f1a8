package io.kalmstream.deploy.bench;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;

import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.qdrant.PointIds;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same points as one would write them with Qdrant's client library alone: no conditions, no look at what became of them. */
final class StoreLaneBare implements StoreLane {
    private final StoreServer server;
    private final CollectionSpec spec;

    StoreLaneBare(StoreServer server) {
        this.server = server;
        this.spec = server.create();
    }

    @Override
    public void write(Fence fence, List<Point> points) {
        List<PointStruct> structs =
                points.stream().map(point -> struct(point, fence)).toList();
        // It waits for the write: there are forms that do not.
        UpdateStatus status = StoreServer.answer(server.client().upsertAsync(spec.name(), structs))
                .getStatus();
        if (status != UpdateStatus.Completed) {
            throw new IllegalStateException("the benchmark's points are not all in the store: " + status);
        }
    }

    private static PointStruct struct(Point point, Fence fence) {
        return PointStruct.newBuilder()
                .setId(id(PointIds.of(point.key())))
                .putAllPayload(payload(point, fence))
                .setVectors(namedVectors(Map.of(CollectionSpec.VECTOR, vector(point.vector()))))
                .build();
    }

    private static Map<String, Value> payload(Point point, Fence fence) {
        Map<String, Value> attributes = new HashMap<>();
        point.attributes().forEach((name, text) -> attributes.put(name, value(String.valueOf(text))));
        Map<String, Value> payload = new HashMap<>();
        payload.put("id", value(point.key().id()));
        payload.put("tenant", value(point.key().tenant()));
        payload.put("text", value(String.valueOf(point.text())));
        payload.put("text_hash", value(point.textHash()));
        payload.put("text_at", value(point.occurredAt().toString()));
        payload.put("model", value(point.model()));
        payload.put("occurred_at", value(point.occurredAt().toString()));
        payload.put("attributes", value(attributes));
        payload.put(
                "source",
                value(Map.of(
                        "topic", value(point.source().topic()),
                        "partition", value(point.source().partition()),
                        "offset", value(point.source().offset()))));
        payload.put("writer", value(fence.writer()));
        payload.put("writer_epoch", value(fence.epoch()));
        payload.put("writer_sequence", value(fence.sequence()));
        return payload;
    }

    @Override
    public void close() {
        server.drop(spec);
    }
}
