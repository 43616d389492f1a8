package io.kalmstream.sinks.testing;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.StoredVector;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The points of one collection. Threads: any; every method takes the collection's own lock. */
final class TestingCollection {
    static final Comparator<Neighbour> BEST_FIRST = Comparator.comparingDouble(Neighbour::score)
            .reversed()
            .thenComparing(hit -> hit.point().key().id())
            .thenComparing(hit -> hit.point().key().tenant());

    private final CollectionSpec spec;
    private final String identity = UUID.randomUUID().toString();
    private final Map<DocumentKey, Row> rows = new LinkedHashMap<>();

    TestingCollection(CollectionSpec spec) {
        this.spec = spec;
    }

    CollectionSpec spec() {
        return spec;
    }

    String identity() {
        return identity;
    }

    /** Why the change cannot be applied, if so. */
    Optional<String> fault(Change change) {
        if (change instanceof Change.Upsert(Point point) && point.vector().length != spec.dimensions()) {
            return Optional.of(
                    "vector has " + point.vector().length + " dimensions, the collection's have " + spec.dimensions());
        }
        return Optional.empty();
    }

    /** The fence of the younger write that the change met, in which case it did nothing. */
    synchronized Optional<Fence> apply(Fence fence, Change change) {
        Optional<Fence> younger =
                Optional.ofNullable(rows.get(change.key())).map(Row::fence).filter(fence::isOlderThan);
        if (younger.isPresent()) {
            // A mark may be about anybody's point: that it comes too late says nothing about who owns the writer's
            // place.
            return change instanceof Change.MarkDuplicate ? Optional.empty() : younger;
        }
        switch (change) {
            case Change.Upsert(Point point) -> rows.put(point.key(), new Row(point, point.occurredAt(), null, fence));
            case Change.Delete(DocumentKey key) -> rows.remove(key);
            case Change.DeleteOwn(DocumentKey key) ->
                rows.values()
                        .removeIf(row -> row.point().key().equals(key)
                                && row.fence().writer().equals(fence.writer()));
            case Change.SetAttributes set -> rows.computeIfPresent(set.key(), (_, row) -> row.with(set, fence));
            case Change.MarkDuplicate mark -> rows.computeIfPresent(mark.key(), (_, row) -> row.with(mark));
        }
        return Optional.empty();
    }

    synchronized List<Neighbour> nearest(NearestQuery query) {
        return rows.values().stream()
                .filter(row ->
                        query.tenant() == null || row.point().key().tenant().equals(query.tenant()))
                .filter(row -> !query.canonicalOnly() || row.duplicate() == null)
                .filter(row -> query.textAt() == null || query.textAt().contains(row.textAt()))
                .map(row -> new Neighbour(row.stored(), cosine(row.point().vector(), query.vector())))
                .filter(hit -> hit.score() >= query.minScore() - NearestQuery.SCORE_TOLERANCE)
                .sorted(BEST_FIRST)
                .limit(query.limit())
                .toList();
    }

    synchronized List<Neighbour> recommend(RecommendQuery query) {
        return new TestingRecommendation(
                        query,
                        rows.values().stream()
                                .filter(row -> row.point().key().tenant().equals(query.tenant()))
                                .map(row -> new TestingRecommendation.Item(
                                        row.stored(), row.point().vector()))
                                .toList())
                .answer();
    }

    synchronized Optional<StoredPoint> get(DocumentKey key) {
        return Optional.ofNullable(rows.get(key)).map(Row::stored);
    }

    synchronized Optional<Point> point(DocumentKey key) {
        return Optional.ofNullable(rows.get(key)).map(Row::point);
    }

    synchronized List<StoredPoint> all() {
        return rows.values().stream().map(Row::stored).toList();
    }

    synchronized List<StoredVector> duplicatesOf(List<DocumentKey> canonicals) {
        return rows.values().stream()
                .filter(row -> row.repeatsOneOf(canonicals))
                .map(row -> new StoredVector(row.stored(null), row.point().vector()))
                .toList();
    }

    synchronized int size() {
        return rows.size();
    }

    /** 0 with a vector that has no direction. */
    static double cosine(float[] a, float[] b) {
        double dot = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squareA += (double) a[i] * a[i];
            squareB += (double) b[i] * b[i];
        }
        return dot == 0 ? 0 : dot / Math.sqrt(squareA * squareB);
    }

    private record Row(
            Point point, Instant textAt, @Nullable Duplicate duplicate, Fence fence) {
        Row with(Change.MarkDuplicate mark) {
            return point.textHash().equals(mark.textHash()) ? new Row(point, textAt, mark.duplicate(), fence) : this;
        }

        Row with(Change.SetAttributes set, Fence later) {
            Point updated = new Point(
                    point.key(),
                    point.vector(),
                    point.text(),
                    point.textHash(),
                    point.model(),
                    set.attributes(),
                    set.occurredAt(),
                    set.source());
            return new Row(updated, textAt, duplicate, later);
        }

        boolean repeatsOneOf(List<DocumentKey> canonicals) {
            return duplicate != null
                    && canonicals.contains(new DocumentKey(point.key().tenant(), duplicate.of()));
        }

        StoredPoint stored() {
            return stored(point.text());
        }

        StoredPoint stored(@Nullable String text) {
            return new StoredPoint(
                    point.key(),
                    text,
                    point.textHash(),
                    point.model(),
                    point.attributes(),
                    point.occurredAt(),
                    textAt,
                    point.source(),
                    duplicate,
                    fence);
        }
    }
}
