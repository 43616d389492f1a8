package io.kalmstream.sinks.embedded.collection;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.embedded.collection.Question.Target;
import io.kalmstream.sinks.embedded.wire.PointKey;
import io.kalmstream.sinks.embedded.wire.Refusal;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.HasIdCondition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The points that a batch of queries names, in whatever stage: all must be there, and none is an answer to the query that names it. */
final class References {
    private final PointReader reader;
    private final VectorSpaces spaces;
    private final Map<PointKey, Integer> documents = new HashMap<>();

    /** Refuses queries that name a point which is not there, or want a vector that no point has of one that is. */
    References(PointReader reader, VectorSpaces spaces, List<RootQuery> queries) throws IOException {
        this.reader = reader;
        this.spaces = spaces;
        List<StagedQuery> stages =
                queries.stream().flatMap(query -> stages(query.stages())).toList();
        List<PointKey> keys = stages.stream().flatMap(References::keys).toList();
        for (PointKey key : keys) {
            documents.put(key, reader.find(key));
        }
        if (documents.values().stream().anyMatch(document -> document != PointReader.NONE)) {
            stages.stream()
                    .filter(stage -> keys(stage).findAny().isPresent())
                    .forEach(stage -> spaces.get(stage.using()));
        }
        for (PointKey key : keys) {
            if (document(key) == PointReader.NONE) {
                throw Refusal.noPoint(key);
            }
        }
    }

    /** The filter of the query, without the points that it names. */
    Filter filter(StagedQuery root) {
        HasIdCondition.Builder named = HasIdCondition.newBuilder();
        stages(root).flatMap(References::keys).distinct().forEach(key -> named.addHasId(key.message()));
        return named.getHasIdCount() == 0
                ? root.filter()
                : root.filter().toBuilder()
                        .addMustNot(Condition.newBuilder().setHasId(named))
                        .build();
    }

    /** As given, or as stored. Refuses a point that lacks the vector. */
    float[] vector(Target target, String using) throws IOException {
        List<float[]> found = vectors(List.of(target), using);
        if (found.isEmpty()) {
            throw Refusal.notFound("Vector with name \"" + using + "\" for point not found");
        }
        return found.getFirst();
    }

    /** As given, or as stored; without those of points that lack the vector. */
    List<float[]> vectors(List<Target> targets, String using) throws IOException {
        List<float[]> vectors = new ArrayList<>();
        for (Target target : targets) {
            float[] vector = switch (target) {
                case Target.Vector(float[] values) -> values;
                case Target.Point(PointKey key) -> reader.vector(document(key), spaces.get(using));
            };
            if (vector != null) {
                vectors.add(vector);
            }
        }
        return vectors;
    }

    private int document(PointKey key) {
        return requireNonNull(documents.get(key), "the queries name other points");
    }

    private static Stream<StagedQuery> stages(StagedQuery query) {
        return Stream.concat(Stream.of(query), query.prefetch().stream().flatMap(References::stages));
    }

    private static Stream<PointKey> keys(StagedQuery stage) {
        return targets(stage)
                .flatMap(target -> target instanceof Target.Point(PointKey key) ? Stream.of(key) : Stream.of());
    }

    private static Stream<Target> targets(StagedQuery stage) {
        return switch (stage.question()) {
            case null -> Stream.of();
            case Question.Nearest(Target target) -> Stream.of(target);
            case Question.Diverse diverse -> Stream.of(diverse.target());
            case Question.Recommend recommend ->
                Stream.concat(recommend.positives().stream(), recommend.negatives().stream());
            case Question.Sample _ -> Stream.of();
        };
    }
}
