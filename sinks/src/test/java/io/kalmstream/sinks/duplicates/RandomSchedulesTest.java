package io.kalmstream.sinks.duplicates;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.testing.TestingVectorStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Several workers write near-identical documents at the same time, in 1,000 random orders of their calls: whatever the order, once
 * all are done every group has one canonical document. The seed is in every failure; -Dseed= repeats it.
 */
final class RandomSchedulesTest {
    private static final int SCHEDULES = 1_000;
    private static final double THRESHOLD = 0.95;

    private final long seed =
            System.getProperty("seed", "").isEmpty() ? System.nanoTime() : Long.parseLong(System.getProperty("seed"));

    @Test
    void update_severalWriters_anyInterleaving_groupsAreRight() {
        for (int schedule = 0; schedule < SCHEDULES; schedule++) {
            Random random = new Random(seed + schedule);
            Catalogue catalogue = new Catalogue(THRESHOLD, random);
            TestingVectorStore store = new TestingVectorStore(new CollectionSpec("c", 4, Samples.MODEL));
            store.ensureCollection();
            Map<DocumentKey, Point> documents = new HashMap<>();
            List<Runnable> writers = new ArrayList<>();
            try (Turns turns = new Turns(random)) {
                int most = 2 + random.nextInt(2);
                for (int writer = 0; writer < most; writer++) {
                    writers.add(writer(writer, turns, store, catalogue, random, documents));
                }
                turns.run(writers);
            }

            catalogue.check(store, documents, "-Dseed=" + (seed + schedule) + ", first schedule");
        }
    }

    /** Windows of one worker, drawn beforehand: it upserts, changes and removes documents of its own. */
    private static Runnable writer(
            int number,
            Turns turns,
            TestingVectorStore store,
            Catalogue catalogue,
            Random random,
            Map<DocumentKey, Point> documents) {
        List<Map<DocumentKey, Change>> windows = new ArrayList<>();
        for (int window = 0; window < 3; window++) {
            Map<DocumentKey, Change> changes = new HashMap<>();
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                DocumentKey key = new DocumentKey("", "d" + random.nextInt(4) + "-" + number);
                if (random.nextInt(4) == 0) {
                    changes.put(key, new Change.Delete(key));
                    documents.remove(key);
                } else {
                    Point point = catalogue.draw(key);
                    changes.put(key, new Change.Upsert(point));
                    documents.put(key, point);
                }
            }
            windows.add(changes);
        }
        return () -> {
            int[] sequence = {0};
            DuplicateStore steps =
                    turns.slowly(DuplicateStore.over(store, () -> new Fence("writer " + number, 1, ++sequence[0])));
            DuplicateGroups groups = new DuplicateGroups(steps, new DuplicateRules(Policy.MARK, THRESHOLD, 8));
            for (Map<DocumentKey, Change> changes : windows) {
                turns.await();
                store.apply(new Fence("writer " + number, 1, ++sequence[0]), List.copyOf(changes.values()));
                List<Point> upserted = new ArrayList<>();
                List<DocumentKey> removed = new ArrayList<>();
                for (Change change : changes.values()) {
                    if (change instanceof Change.Upsert(Point point)) {
                        upserted.add(point);
                    } else {
                        removed.add(change.key());
                    }
                }
                groups.update(upserted, removed);
            }
        };
    }
}
