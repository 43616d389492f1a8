package io.kalmstream.sinks.duplicates;

import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.VectorStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the store who is near, in one round trip unless many copies crowd a neighbourhood. */
final class NeighbourSearch {
    private static final int WIDEN = 4;

    private final VectorStore store;
    private final DuplicateRules rules;

    NeighbourSearch(VectorStore store, DuplicateRules rules) {
        this.store = store;
        this.rules = rules;
    }

    /**
     * Adds the points and their canonical neighbours of the same tenant.
     *
     * @param unmarked how many points may stand unmarked in the store although this run decides about them: there is room for all
     *     of them on top of the candidates
     */
    void explore(List<Point> points, int unmarked, Neighbourhood found) {
        points.forEach(point -> found.add(Node.of(point)));
        // Copies have the same neighbours: one question for all of them.
        Map<Copies, List<Point>> groups = new LinkedHashMap<>();
        for (Point point : points) {
            groups.computeIfAbsent(new Copies(point.key().tenant(), point.textHash()), _ -> new ArrayList<>())
                    .add(point);
        }
        int room = rules.candidates() + unmarked;
        List<List<Point>> open = new ArrayList<>(groups.values());
        for (int limit = Math.min(room, rules.candidates() + 1);
                !open.isEmpty();
                limit = Math.min(room, limit * WIDEN)) {
            open = ask(open, limit, limit == room, found);
        }
    }

    /** Answers the groups whose hits may be more than the limit let through. */
    private List<List<Point>> ask(List<List<Point>> groups, int limit, boolean last, Neighbourhood found) {
        List<List<Neighbour>> answers = store.nearest(
                groups.stream().map(group -> query(group.getFirst(), limit)).toList());
        List<List<Point>> cutShort = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            List<Neighbour> hits = answers.get(i);
            if (hits.size() >= limit && !last) {
                cutShort.add(groups.get(i));
                continue;
            }
            for (Point point : groups.get(i)) {
                connect(point, hits, found);
            }
        }
        return cutShort;
    }

    private NearestQuery query(Point point, int limit) {
        return new NearestQuery(point.vector(), point.key().tenant(), limit, rules.threshold(), true);
    }

    private static void connect(Point point, List<Neighbour> hits, Neighbourhood found) {
        for (Neighbour hit : hits) {
            if (!hit.point().key().equals(point.key())) {
                found.connect(Node.of(point), Node.of(hit.point()), hit.score());
            }
        }
    }

    private record Copies(String tenant, String textHash) {}
}
