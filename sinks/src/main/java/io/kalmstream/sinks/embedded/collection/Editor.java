package io.kalmstream.sinks.embedded.collection;

import static java.util.function.Predicate.not;

import io.kalmstream.sinks.embedded.collection.Edit.Selection;
import io.kalmstream.sinks.embedded.collection.Edit.Spared;
import io.kalmstream.sinks.embedded.wire.PointKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;

/**
 * Applies edits to the index. An edit that changes part of a point needs the rest of it; what was written since the index was last
 * refreshed is kept at hand, so that a batch of small edits does not refresh it after each of them.
 *
 * <p>Threads: one at a time.
 */
final class Editor {
    private static final int MOST_AT_HAND = 1_000;

    private final PointIndex index;
    private final VectorSpaces spaces;
    private final Map<PointKey, Optional<StoredPoint>> atHand = new HashMap<>();
    private final Map<PointKey, Long> writtenAt = new HashMap<>();

    Editor(PointIndex index, VectorSpaces spaces) {
        this.index = index;
        this.spaces = spaces;
    }

    /** Answers the points that an edit names and that are not there; the edit is applied to the others. */
    List<PointKey> apply(Edit edit) throws IOException {
        return switch (edit) {
            case Edit.Upsert(List<StoredPoint> points, Spared spared) -> {
                for (StoredPoint point : without(points, spared)) {
                    put(point);
                }
                yield List.of();
            }
            case Edit.Delete(Selection selection) -> {
                delete(selection);
                yield List.of();
            }
            case Edit.ChangePayload payload ->
                change(
                        keys(payload.selection()),
                        point -> point.withPayload(payload.change().apply(point.payload())));
            case Edit.RemoveVectors vectors ->
                change(keys(vectors.selection()), point -> point.withoutVectors(vectors.names()));
            case Edit.SetVectors(List<StoredPoint> points, Spared spared) -> {
                List<PointKey> missing = new ArrayList<>();
                for (StoredPoint added : without(points, spared)) {
                    missing.addAll(change(Set.of(added.key()), point -> point.withVectors(added.vectors())));
                }
                yield missing;
            }
        };
    }

    private List<StoredPoint> without(List<StoredPoint> points, Spared spared) {
        List<PointKey> named = points.stream().map(StoredPoint::key).distinct().toList();
        Predicate<PointKey> changed = switch (spared) {
            case Spared.Nothing _ -> _ -> true;
            case Spared.Mismatching(Query query) -> not(existing(named, query, Occur.MUST_NOT)::contains);
            case Spared.Existing _ -> not(existing(named, MatchAllDocsQuery.INSTANCE, Occur.FILTER)::contains);
            case Spared.MissingAndMismatching(Query query) -> existing(named, query, Occur.FILTER)::contains;
        };
        return points.stream().filter(point -> changed.test(point.key())).toList();
    }

    private Set<PointKey> existing(List<PointKey> named, Query query, Occur occur) {
        Query both = new BooleanQuery.Builder()
                .add(PointDocument.anyOf(named), Occur.FILTER)
                .add(query, occur)
                .build();
        return look(Optional.of(named), searcher -> new Scroll(searcher).keys(both));
    }

    private List<PointKey> change(Set<PointKey> keys, UnaryOperator<StoredPoint> change) throws IOException {
        List<PointKey> missing = new ArrayList<>();
        for (PointKey key : keys) {
            Optional<StoredPoint> point = current(key);
            if (point.isPresent()) {
                put(change.apply(point.get()));
            } else {
                missing.add(key);
            }
        }
        return missing;
    }

    private void put(StoredPoint point) throws IOException {
        index.put(point);
        keep(point.key(), Optional.of(point));
    }

    private void delete(Selection selection) throws IOException {
        switch (selection) {
            case Selection.Ids(List<PointKey> keys) -> {
                for (PointKey key : keys) {
                    index.remove(key);
                    keep(key, Optional.empty());
                }
            }
            case Selection.Matching(Query query, Optional<Set<PointKey>> _) -> {
                index.remove(query);
                forget();
            }
        }
    }

    private Set<PointKey> keys(Selection selection) {
        return switch (selection) {
            case Selection.Ids(List<PointKey> keys) -> new LinkedHashSet<>(keys);
            case Selection.Matching(Query query, Optional<Set<PointKey>> among) ->
                look(among, searcher -> new Scroll(searcher).keys(query));
        };
    }

    /** Points that were not written since the index was last refreshed are found without that, which would make a segment. */
    private <T> T look(Optional<? extends Collection<PointKey>> among, PointIndex.Read<T> read) {
        boolean seen = among.isPresent()
                && among.get().stream().allMatch(key -> index.hasSeen(writtenAt.getOrDefault(key, 0L)));
        return seen ? index.peek(read) : index.read(read);
    }

    private Optional<StoredPoint> current(PointKey key) {
        Optional<StoredPoint> known = atHand.get(key);
        return known != null
                ? known
                : index.peek(searcher -> {
                    PointReader reader = new PointReader(searcher);
                    int document = reader.find(key);
                    return document == PointReader.NONE
                            ? Optional.empty()
                            : Optional.of(new StoredPoint(
                                    key,
                                    reader.vectors(document, spaces.byName().values()),
                                    reader.payload(document)));
                });
    }

    private void keep(PointKey key, Optional<StoredPoint> point) {
        atHand.put(key, point);
        writtenAt.put(key, index.written());
        if (atHand.size() >= MOST_AT_HAND) {
            forget();
        }
    }

    private void forget() {
        index.refresh();
        atHand.clear();
        writtenAt.clear();
    }
}
