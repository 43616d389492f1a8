package io.kalmstream.sinks.embedded.collection;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.embedded.collection.Question.Target;
import io.kalmstream.sinks.embedded.payload.IndexFields;
import io.kalmstream.sinks.embedded.wire.PointKey;
import io.kalmstream.sinks.embedded.wire.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/** The points that a query and those before it name: all must be there, and none is an answer. */
final class References {
    private final PointReader reader;
    private final Map<PointKey, Integer> documents = new LinkedHashMap<>();

    /** Refuses a query that names a point which is not there. */
    References(PointReader reader, StagedQuery query) throws IOException {
        this.reader = reader;
        for (PointKey key : keys(query).distinct().toList()) {
            int document = reader.find(key);
            if (document == PointReader.NONE) {
                throw Refusal.noPoint(key);
            }
            documents.put(key, document);
        }
    }

    Query without(Query query) {
        if (documents.isEmpty()) {
            return query;
        }
        List<BytesRef> ids = documents.keySet().stream().map(PointKey::bytes).toList();
        return new BooleanQuery.Builder()
                .add(query, Occur.FILTER)
                .add(new TermInSetQuery(IndexFields.ID, ids), Occur.MUST_NOT)
                .build();
    }

    /** Refuses a point that lacks the vector. */
    float[] vector(Target target, VectorSpace space) throws IOException {
        List<float[]> found = vectors(List.of(target), space);
        if (found.isEmpty()) {
            throw Refusal.notFound("Vector with name \"" + space.name() + "\" for point");
        }
        return found.getFirst();
    }

    /** Leaves out points that lack the vector. */
    List<float[]> vectors(List<Target> targets, VectorSpace space) throws IOException {
        List<float[]> vectors = new ArrayList<>();
        for (Target target : targets) {
            float[] vector =
                    switch (target) {
                        case Target.Vector(float[] values) -> values;
                        case Target.Point(PointKey key) -> reader.vector(document(key), space);
                    };
            if (vector != null) {
                vectors.add(vector);
            }
        }
        return vectors;
    }

    private int document(PointKey key) {
        return requireNonNull(documents.get(key), "the query names another point");
    }

    private static Stream<PointKey> keys(StagedQuery query) {
        return Stream.concat(
                targets(query).flatMap(target -> target instanceof Target.Point(PointKey key) ? Stream.of(key) : Stream.of()),
                query.prefetch().stream().flatMap(References::keys));
    }

    private static Stream<Target> targets(StagedQuery query) {
        return switch (query.question()) {
            case null -> Stream.of();
            case Question.Nearest(Target target) -> Stream.of(target);
            case Question.Diverse diverse -> Stream.of(diverse.target());
            case Question.Recommend recommend ->
                Stream.concat(recommend.positives().stream(), recommend.negatives().stream());
            case Question.Sample _ -> Stream.of();
        };
    }
}
