package io.kalmstream.sinks.qdrant;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import io.qdrant.client.VectorFactory;
import io.qdrant.client.VectorsFactory;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.SetPayloadPoints;
import java.util.Map;

/** Turns changes into rows, and finds what is wrong with one before the server has to. */
final class RowEncoder {
    /** An id and the field around it. */
    private static final int ID_BYTES = 48;

    private final int dimensions;

    RowEncoder(int dimensions) {
        this.dimensions = dimensions;
    }

    /** @throws IllegalArgumentException the change cannot be stored; the message holds no user text */
    Row encode(int index, Change change, Fence fence) {
        PointId id = PointIds.pointId(change.key());
        return switch (change) {
            case Change.Upsert(Point point) -> put(index, id, point, fence);
            case Change.Delete(DocumentKey _) -> new Row(index, new Row.Step.Remove(id), ID_BYTES);
            case Change.DeleteOwn(DocumentKey _) -> new Row(index, new Row.Step.RemoveOwn(id), ID_BYTES);
            case Change.SetAttributes set -> {
                Map<String, Value> fields = PayloadEncoder.payload(set, fence);
                yield new Row(index, new Row.Step.SetFields(id, fields), ID_BYTES + bytes(fields));
            }
            case Change.MarkDuplicate(DocumentKey _, String textHash, Duplicate duplicate) ->
                duplicate == null
                        ? new Row(index, new Row.Step.Unmark(id, textHash), ID_BYTES)
                        : mark(index, id, textHash, PayloadEncoder.payload(duplicate));
        };
    }

    private Row put(int index, PointId id, Point point, Fence fence) {
        checkVector(point.vector());
        PointStruct struct = PointStruct.newBuilder()
                .setId(id)
                .putAllPayload(PayloadEncoder.payload(point, fence))
                .setVectors(VectorsFactory.namedVectors(
                        Map.of(CollectionSpec.VECTOR, VectorFactory.vector(point.vector()))))
                .build();
        return new Row(index, new Row.Step.Put(struct), struct.getSerializedSize());
    }

    private static Row mark(int index, PointId id, String textHash, Map<String, Value> fields) {
        return new Row(index, new Row.Step.Mark(id, textHash, fields), ID_BYTES + bytes(fields));
    }

    private static int bytes(Map<String, Value> fields) {
        return SetPayloadPoints.newBuilder().putAllPayload(fields).build().getSerializedSize();
    }

    private void checkVector(float[] vector) {
        if (vector.length != dimensions) {
            throw new IllegalArgumentException(
                    "vector has " + vector.length + " dimensions, the collection's have " + dimensions);
        }
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                throw new IllegalArgumentException("vector holds " + vector[i] + " at " + i);
            }
        }
    }
}
