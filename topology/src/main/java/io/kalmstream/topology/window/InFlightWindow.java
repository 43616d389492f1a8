package io.kalmstream.topology.window;

import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.sinks.DocumentKey;
import java.util.ArrayList;
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
 * @param overtaken rows that decide nothing, and end with the window; grows likewise
 * @param vectors the device's answer
 * @param stored done when everything of it, and of every window before it, is stored
 */
record InFlightWindow(
        WindowPlan plan,
        Map<DocumentKey, Replaced> replaced,
        List<Row> overtaken,
        CompletableFuture<List<EncodeOutcome>> vectors,
        CompletableFuture<StoredWindow> stored) {
    InFlightWindow(
            WindowPlan plan, CompletableFuture<List<EncodeOutcome>> vectors, CompletableFuture<StoredWindow> stored) {
        this(plan, new HashMap<>(plan.replaced()), new ArrayList<>(plan.overtaken()), vectors, stored);
    }

    Replaced before(DocumentKey key) {
        return replaced.getOrDefault(key, Replaced.NOTHING);
    }

    /** Keeps a row that came before all of this window's about its document. */
    void keepBefore(Work work, Row row) {
        Replaced before = before(work.key());
        boolean deleted = switch (work) {
            case Work.Remove _ -> true;
            case Work.Encode _, Work.Describe _ -> before.isAfterDeletion();
        };
        if (deleted) {
            overtaken.add(row);
        } else {
            replaced.put(work.key(), before.behind(row));
        }
    }

    /** Every row that stays pending until the window is done, once. */
    Set<Row> held() {
        Set<Row> held = new LinkedHashSet<>();
        plan.works().forEach(work -> {
            held.addAll(before(work.key()).rows());
            held.add(work.row());
        });
        held.addAll(overtaken);
        return held;
    }
}
