package io.kalmstream.sinks.duplicates;

import static io.kalmstream.sinks.Samples.fence;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.testing.TestingVectorStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random groups, random order of arrival, random cuts into batches. The seed is in every failure; -Dseed= repeats it. */
final class DuplicateDetectorPropertyTest {
    private static final int DIMENSIONS = 16;
    private static final double THRESHOLD = 0.9;

    private final long seed =
            System.getProperty("seed", "").isEmpty() ? System.nanoTime() : Long.parseLong(System.getProperty("seed"));
    private final Random random = new Random(seed);

    @Test
    void detect_groupsApart_sameMarksHoweverTheyArrive() {
        for (int round = 0; round < 60; round++) {
            List<Point> points = groupsApart();
            Map<DocumentKey, String> expected = earliestOfEachGroupLeads(points);

            assertThat(leaders(arrive(points)))
                    .as("-Dseed=%d, round %d", seed, round)
                    .isEqualTo(expected);
        }
    }

    @Test
    void detect_groupsOverlap_everyDuplicatePointsToAnEarlierCanonicalNearIt() {
        for (int round = 0; round < 60; round++) {
            List<Point> points = chain(40);

            Map<DocumentKey, StoredPoint> stored = arrive(points);

            assertThat(stored).as("-Dseed=%d, round %d", seed, round).hasSize(points.size());
            for (StoredPoint point : stored.values()) {
                checkMark(point, stored, points, "-Dseed=" + seed + ", round " + round);
            }
        }
    }

    @Test
    void detect_inOrderOfTime_canonicalsAreApart() {
        for (int round = 0; round < 60; round++) {
            List<Point> points = new ArrayList<>(chain(40));
            points.sort((a, b) -> Node.of(a).compareTo(Node.of(b)));

            Map<DocumentKey, StoredPoint> stored = arriveInThisOrder(points);

            List<Point> canonicals = points.stream()
                    .filter(point -> duplicate(stored, point.key()) == null)
                    .toList();
            for (Point one : canonicals) {
                assertThat(canonicals.stream()
                                .filter(other -> !other.key().equals(one.key())
                                        && other.key().tenant().equals(one.key().tenant()))
                                .mapToDouble(other -> dot(one, other)))
                        .as("-Dseed=%d, round %d", seed, round)
                        .allMatch(score -> score < THRESHOLD);
            }
        }
    }

    private void checkMark(StoredPoint point, Map<DocumentKey, StoredPoint> stored, List<Point> points, String repeat) {
        Duplicate duplicate = point.duplicate();
        if (duplicate == null) {
            return;
        }
        DocumentKey leaderKey = new DocumentKey(point.key().tenant(), duplicate.of());
        StoredPoint leader = stored.get(leaderKey);
        assertThat(leader).as("leader in the same tenant; %s", repeat).isNotNull();
        assertThat(duplicate(stored, leaderKey))
                .as("leader is canonical; %s", repeat)
                .isNull();
        assertThat(Node.of(leader)).as("leader is earlier; %s", repeat).isLessThan(Node.of(point));
        assertThat(dot(byKey(points, point.key()), byKey(points, leaderKey)))
                .as("leader is near; %s", repeat)
                .isGreaterThan(THRESHOLD - 1e-4);
    }

    /** Two tenants with the same texts; some members are copies word for word; times repeat. */
    private List<Point> groupsApart() {
        List<Point> points = new ArrayList<>();
        for (int group = 0; group < 6; group++) {
            // Main axes are at right angles; members stay within a few degrees of theirs.
            float[] centre = new float[DIMENSIONS];
            centre[group] = 1;
            int size = 1 + random.nextInt(8);
            for (int member = 0; member < size; member++) {
                boolean copy = random.nextInt(3) == 0;
                String text = "g" + group + (copy ? "" : " m" + member);
                float[] vector = copy ? centre : jitter(centre, 0.03f);
                for (String tenant : List.of("t1", "t2")) {
                    points.add(point(tenant, "g" + group + "-" + random.nextInt(1 << 20) + "-" + member, text, vector));
                }
            }
        }
        return points;
    }

    /** Points strewn so closely that groups run into each other. */
    private List<Point> chain(int size) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double angle = random.nextDouble() * Math.PI;
            float[] vector = new float[DIMENSIONS];
            vector[0] = (float) Math.cos(angle);
            vector[1] = (float) Math.sin(angle);
            points.add(point("t" + random.nextInt(2), "p" + i, "text " + i, vector));
        }
        return points;
    }

    private Point point(String tenant, String id, String text, float[] vector) {
        Instant occurredAt = Samples.NOON.plusSeconds(random.nextInt(5));
        return Samples.point(new DocumentKey(tenant, id), occurredAt, text, vector);
    }

    private float[] jitter(float[] centre, float size) {
        float[] vector = centre.clone();
        for (int i = 0; i < vector.length; i++) {
            vector[i] += (random.nextFloat() - 0.5f) * 2 * size;
        }
        return vector;
    }

    private Map<DocumentKey, StoredPoint> arrive(List<Point> points) {
        List<Point> shuffled = new ArrayList<>(points);
        Collections.shuffle(shuffled, random);
        return arriveInThisOrder(shuffled);
    }

    private Map<DocumentKey, StoredPoint> arriveInThisOrder(List<Point> points) {
        TestingVectorStore store = new TestingVectorStore(new CollectionSpec("c", DIMENSIONS, Samples.MODEL));
        store.ensureCollection();
        DuplicateDetector detector =
                new DuplicateDetector(store, new DuplicateRules(true, THRESHOLD, 1 + random.nextInt(8)));
        for (int start = 0; start < points.size(); ) {
            int end = Math.min(points.size(), start + 1 + random.nextInt(20));
            List<Point> batch = points.subList(start, end);
            store.apply(fence(), batch.stream().<Change>map(Change.Upsert::new).toList());
            store.apply(
                    fence(),
                    detector.detect(batch).stream().<Change>map(Verdict::change).toList());
            start = end;
        }
        try (Stream<StoredPoint> all = store.all()) {
            return all.collect(Collectors.toMap(StoredPoint::key, point -> point));
        }
    }

    private static Map<DocumentKey, String> earliestOfEachGroupLeads(List<Point> points) {
        Map<String, List<Point>> groups = points.stream()
                .collect(Collectors.groupingBy(point -> point.key().tenant() + "/"
                        + point.key().id().substring(0, point.key().id().indexOf('-'))));
        Map<DocumentKey, String> leaders = new HashMap<>();
        for (List<Point> group : groups.values()) {
            Node earliest = group.stream().map(Node::of).sorted().findFirst().orElseThrow();
            group.forEach(point -> leaders.put(
                    point.key(),
                    point.key().equals(earliest.key()) ? "-" : earliest.key().id()));
        }
        return leaders;
    }

    private static Map<DocumentKey, String> leaders(Map<DocumentKey, StoredPoint> stored) {
        Map<DocumentKey, String> leaders = new HashMap<>();
        stored.forEach((key, point) -> {
            Duplicate duplicate = point.duplicate();
            leaders.put(key, duplicate == null ? "-" : duplicate.of());
        });
        return leaders;
    }

    private static @Nullable Duplicate duplicate(Map<DocumentKey, StoredPoint> stored, DocumentKey key) {
        return requireNonNull(stored.get(key), "not stored").duplicate();
    }

    private static Point byKey(List<Point> points, DocumentKey key) {
        return points.stream()
                .filter(point -> point.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static double dot(Point a, Point b) {
        double dot = 0;
        for (int i = 0; i < a.vector().length; i++) {
            dot += (double) a.vector()[i] * b.vector()[i];
        }
        return dot;
    }
}
