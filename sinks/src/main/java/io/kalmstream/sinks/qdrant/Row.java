package io.kalmstream.sinks.qdrant;

import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import java.util.Map;

/**
 * A change as it will be sent.
 *
 * @param index of the change in the caller's batch
 * @param bytes it adds to a request, about
 */
record Row(int index, Step step, int bytes) {
    sealed interface Step {
        PointId id();

        record Put(PointStruct point) implements Step {
            @Override
            public PointId id() {
                return point.getId();
            }
        }

        record Remove(PointId id) implements Step {}

        /** Removes the point if it is the writer's own. */
        record RemoveOwn(PointId id) implements Step {}

        /** Replaces these fields of the payload, if the point is there. */
        record SetFields(PointId id, Map<String, Value> fields) implements Step {}

        /** Adds the duplicate mark, if the point is there and has this text. */
        record Mark(PointId id, String textHash, Map<String, Value> fields) implements Step {}

        /** Takes the duplicate mark away, if there is one and the point has this text. */
        record Unmark(PointId id, String textHash) implements Step {}
    }
}
