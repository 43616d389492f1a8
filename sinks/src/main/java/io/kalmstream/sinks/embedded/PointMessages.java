package io.kalmstream.sinks.embedded;

import io.kalmstream.sinks.embedded.collection.FoundPoint;
import io.kalmstream.sinks.embedded.wire.VectorMessages;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.util.List;

/** Points as answers. */
final class PointMessages {
    private PointMessages() {}

    static RetrievedPoint retrieved(FoundPoint point) {
        RetrievedPoint.Builder message =
                RetrievedPoint.newBuilder().setId(point.key().message()).putAllPayload(point.payload());
        if (point.vectors() != null) {
            message.setVectors(VectorMessages.write(point.vectors()));
        }
        return message.build();
    }

    static List<RetrievedPoint> retrieved(List<FoundPoint> points) {
        return points.stream().map(PointMessages::retrieved).toList();
    }

    static List<ScoredPoint> scored(List<FoundPoint> points) {
        return points.stream().map(PointMessages::scored).toList();
    }

    static List<BatchResult> batch(List<List<FoundPoint>> answers) {
        return answers.stream()
                .map(points ->
                        BatchResult.newBuilder().addAllResult(scored(points)).build())
                .toList();
    }

    private static ScoredPoint scored(FoundPoint point) {
        ScoredPoint.Builder message = ScoredPoint.newBuilder()
                .setId(point.key().message())
                .setScore(point.score())
                .putAllPayload(point.payload());
        if (point.vectors() != null) {
            message.setVectors(VectorMessages.write(point.vectors()));
        }
        return message.build();
    }
}
