package io.kalmstream.topology.window;

import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.sinks.DocumentKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A window on its way through device and store.
 *
 * <p>Threads: the stream thread only.
 *
 * @param replaced what counts if the work on a document fails; grows when a window before this one gives rows back
 * @param vectors the device's answer
 * @param stored done when everything of it, and of every window before it, is stored
 */
record InFlightWindow(
        WindowPlan plan,
        Map<DocumentKey, Replaced> replaced,
        CompletableFuture<List<EncodeOutcome>> vectors,
        CompletableFuture<StoredWindow> stored) {
    InFlightWindow(
            WindowPlan plan, CompletableFuture<List<EncodeOutcome>> vectors, CompletableFuture<StoredWindow> stored) {
        this(plan, new HashMap<>(plan.replaced()), vectors, stored);
    }

    Replaced before(DocumentKey key) {
        return replaced.getOrDefault(key, Replaced.NOTHING);
    }

    /** @return false: a deletion came after the row, which counts for nothing any more */
    boolean keepBefore(Work work, Row row) {
        return switch (work) {
            case Work.Remove _ -> false;
            case Work.Encode _, Work.Describe _ -> {
                Replaced before = before(work.key());
                if (!before.isAfterDeletion()) {
                    replaced.put(work.key(), before.behind(row));
                }
                yield !before.isAfterDeletion();
            }
        };
    }

    /** Every row that stays pending until the window is done, once. */
    Set<Row> held() {
        Set<Row> held = new LinkedHashSet<>();
        plan.works().forEach(work -> {
            held.addAll(before(work.key()).rows());
            held.add(work.row());
        });
        held.addAll(plan.overtaken());
        return held;
    }
}
