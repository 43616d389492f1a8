package io.kalmstream.sinks.duplicates;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.VectorStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Random documents, and what their marks must be once all is quiet: worked out from the documents alone, in a way of its own. */
final class Catalogue {
    private static final int DIMENSIONS = 4;
    private static final double CLOSE_CALL = 1e-4;

    private final double threshold;
    private final Random random;

    Catalogue(double threshold, Random random) {
        this.threshold = threshold;
        this.random = random;
    }

    /** On an arc, so closely that groups run into each other; times repeat, as do texts. */
    Point draw(DocumentKey key) {
        while (true) {
            int step = random.nextInt(60);
            double angle = Math.toRadians(3 * step);
            if (isClear(angle)) {
                float[] vector = new float[DIMENSIONS];
                vector[0] = (float) Math.cos(angle);
                vector[1] = (float) Math.sin(angle);
                return Samples.point(key, Samples.NOON.plusSeconds(random.nextInt(20)), "text " + step, vector);
            }
        }
    }

    /** No two angles may be apart by just the threshold: rounding would decide. */
    private boolean isClear(double angle) {
        return Math.abs(Math.cos(angle) - threshold) > CLOSE_CALL;
    }

    /** Fails unless the store's documents are these, each marked as the rule has it. */
    void check(VectorStore store, Map<DocumentKey, Point> documents, String repeat) {
        Map<DocumentKey, StoredPoint> stored;
        try (Stream<StoredPoint> all = store.all()) {
            stored = all.collect(Collectors.toMap(StoredPoint::key, point -> point));
        }
        assertThat(stored.keySet()).as(repeat).isEqualTo(documents.keySet());
        Set<DocumentKey> canonicals = canonicals(documents);
        Map<DocumentKey, String> wrong = new HashMap<>();
        documents.forEach((key, document) -> {
            Duplicate duplicate = requireNonNull(stored.get(key)).duplicate();
            if ((duplicate == null) != canonicals.contains(key)) {
                wrong.put(key, duplicate == null ? "is not marked" : "is marked, of " + duplicate.of());
            } else if (duplicate != null) {
                Point leader = documents.get(new DocumentKey(key.tenant(), duplicate.of()));
                if (leader == null || !canonicals.contains(leader.key())) {
                    wrong.put(key, "follows " + duplicate.of() + ", which does not lead");
                } else if (!isBefore(leader, document) || dot(leader, document) < threshold) {
                    wrong.put(key, "follows " + duplicate.of() + ", which is later or not near");
                }
            }
        });
        assertThat(wrong).as(repeat).isEmpty();
    }

    private Set<DocumentKey> canonicals(Map<DocumentKey, Point> documents) {
        List<Point> sorted = new ArrayList<>(documents.values());
        sorted.sort((a, b) -> isBefore(a, b) ? -1 : 1);
        List<Point> canonicals = new ArrayList<>();
        for (Point point : sorted) {
            boolean near = canonicals.stream()
                    .anyMatch(other ->
                            other.key().tenant().equals(point.key().tenant()) && dot(other, point) >= threshold);
            if (!near) {
                canonicals.add(point);
            }
        }
        return canonicals.stream().map(Point::key).collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean isBefore(Point a, Point b) {
        int byTime = a.occurredAt().compareTo(b.occurredAt());
        int byId = a.key().id().compareTo(b.key().id());
        return byTime != 0
                ? byTime < 0
                : byId != 0 ? byId < 0 : a.key().tenant().compareTo(b.key().tenant()) < 0;
    }

    private static double dot(Point a, Point b) {
        double dot = 0;
        for (int i = 0; i < a.vector().length; i++) {
            dot += (double) a.vector()[i] * b.vector()[i];
        }
        return dot;
    }
}
