package io.kalmstream.sinks.duplicates;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.testing.TestingVectorStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One writer; random documents come, change and go. The seed is in every failure; -Dseed= repeats it. */
final class RandomGroupsTest {
    private static final double THRESHOLD = 0.95;

    private final long seed =
            System.getProperty("seed", "").isEmpty() ? System.nanoTime() : Long.parseLong(System.getProperty("seed"));
    private final Random random = new Random(seed);
    private final Catalogue catalogue = new Catalogue(THRESHOLD, random);

    @Test
    void update_randomWindows_marksAreThoseOfTheDocumentsAlone() {
        for (int round = 0; round < 150; round++) {
            TestingVectorStore store = new TestingVectorStore(new CollectionSpec("c", 4, Samples.MODEL));
            store.ensureCollection();
            DuplicateGroups groups = new DuplicateGroups(
                    DuplicateStore.over(store, Samples::fence),
                    new DuplicateRules(Policy.MARK, THRESHOLD, 3 + random.nextInt(8)));
            Map<DocumentKey, Point> documents = new HashMap<>();
            for (int window = 0; window < 12; window++) {
                change(store, groups, documents);

                catalogue.check(store, documents, "-Dseed=%d, round %d, window %d".formatted(seed, round, window));
            }
        }
    }

    private void change(TestingVectorStore store, DuplicateGroups groups, Map<DocumentKey, Point> documents) {
        Set<DocumentKey> keys = new LinkedHashSet<>();
        int size = 1 + random.nextInt(12);
        for (int i = 0; i < size; i++) {
            keys.add(new DocumentKey("t" + random.nextInt(2), "d" + random.nextInt(30)));
        }
        List<Point> upserted = new ArrayList<>();
        List<DocumentKey> removed = new ArrayList<>();
        for (DocumentKey key : keys) {
            if (random.nextInt(3) == 0) {
                removed.add(key);
                documents.remove(key);
            } else {
                Point point = catalogue.draw(key);
                upserted.add(point);
                documents.put(key, point);
            }
        }
        List<Change> changes = new ArrayList<>();
        upserted.forEach(point -> changes.add(new Change.Upsert(point)));
        removed.forEach(key -> changes.add(new Change.Delete(key)));
        store.apply(Samples.fence(), changes);
        groups.update(upserted, removed);
    }
}
