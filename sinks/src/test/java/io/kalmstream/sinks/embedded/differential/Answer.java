package io.kalmstream.sinks.embedded.differential;

import io.grpc.Status;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.VectorsOutput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a server answered, as far as it has to be the same. */
sealed interface Answer {
    /** Anything that has one right value: counts, states of writes, points in the order of their ids. */
    record Exact(Object value) implements Answer {}

    /** @param ranked by score; otherwise in an order that is part of the answer */
    record Hits(List<Hit> hits, boolean ranked) implements Answer {
        static Hits of(List<ScoredPoint> points, boolean ranked) {
            return new Hits(points.stream().map(Hit::of).toList(), ranked);
        }
    }

    /** Points in any order, whose choice is chance. */
    record Drawn(int count) implements Answer {}

    /** To a batch. */
    record Many(List<Answer> answers) implements Answer {}

    record Refused(Status.Code code, String words) implements Answer {}

    record Hit(PointId id, float score, Map<String, Value> payload, Map<String, List<Float>> vectors) {
        @Override
        public String toString() {
            Struct fields = Struct.newBuilder().putAllFields(payload).build();
            return "\n  " + Operation.line(id) + score + " " + Operation.line(fields) + vectors;
        }

        static Hit of(ScoredPoint point) {
            return new Hit(point.getId(), point.getScore(), point.getPayloadMap(), vectorsOf(point.getVectors()));
        }

        static Hit of(RetrievedPoint point) {
            return new Hit(point.getId(), 0, point.getPayloadMap(), vectorsOf(point.getVectors()));
        }

        private static Map<String, List<Float>> vectorsOf(VectorsOutput vectors) {
            return switch (vectors.getVectorsOptionsCase()) {
                case VECTOR -> Map.of("", values(vectors.getVector()));
                case VECTORS -> {
                    Map<String, List<Float>> named = new TreeMap<>();
                    vectors.getVectors().getVectorsMap().forEach((name, vector) -> named.put(name, values(vector)));
                    yield named;
                }
                case VECTORSOPTIONS_NOT_SET -> Map.of();
            };
        }

        private static List<Float> values(VectorOutput vector) {
            return vector.getDense().getDataList();
        }
    }
}
