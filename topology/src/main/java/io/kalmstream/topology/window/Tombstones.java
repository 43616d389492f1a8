package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The documents deleted of late. A deleted point leaves nothing behind that a late write could be compared with, so an earlier owner's
 * upsert brings it back; deleting it again puts that right, and spares what another partition has made of the document meanwhile. It
 * happens again and again for some time after the task has changed hands, and once more before a deletion is forgotten.
 *
 * <p>Threads: the stream thread only.
 */
final class Tombstones {
    /** More are not remembered at a time: the oldest go early. */
    static final int MOST = 100_000;

    private static final int MOST_AT_ONCE = 256;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final GuardStore store;
    private final OwnerLimits limits;
    private final Map<DocumentKey, Instant> oldestFirst;
    private final Set<DocumentKey> due = new LinkedHashSet<>();
    private final Instant quietFrom;
    private Instant nextSweep;
    private Instant lastTaken;

    /** @param claimed when the task changed hands */
    Tombstones(GuardStore store, OwnerLimits limits, Instant claimed) {
        this.store = store;
        this.limits = limits;
        this.oldestFirst = store.tombstones();
        this.quietFrom = claimed.plus(limits.tombstones());
        this.lastTaken = claimed;
        this.nextSweep = claimed.plus(limits.maxAway());
    }

    void bury(DocumentKey key, Instant at) {
        // Removed first, so that it also takes the youngest's place.
        oldestFirst.remove(key);
        oldestFirst.put(key, at);
        store.bury(key, at);
    }

    /** The document is there again. */
    void exhume(DocumentKey key) {
        if (oldestFirst.remove(key) != null) {
            store.forget(key);
        }
    }

    /** Whether some have waited: then not even a busy task may put them off. */
    boolean isOverdue(Instant now) {
        boolean some = !due.isEmpty() || !now.isBefore(nextSweep) || oldestFirst.size() > MOST;
        return some && Duration.between(lastTaken, now).compareTo(LONGEST_WAIT) >= 0;
    }

    /** @param busy documents with events on their way: those decide themselves what becomes of the point */
    List<DocumentKey> toDeleteAgain(Instant now, Predicate<DocumentKey> busy) {
        if (!now.isBefore(nextSweep)) {
            nextSweep = now.plus(limits.maxAway());
            if (now.isBefore(quietFrom)) {
                due.addAll(oldestFirst.keySet());
            }
        }
        addExpired(now);
        lastTaken = now;
        List<DocumentKey> taken = new ArrayList<>();
        for (Iterator<DocumentKey> keys = due.iterator(); keys.hasNext() && taken.size() < MOST_AT_ONCE; ) {
            DocumentKey key = keys.next();
            keys.remove();
            if (oldestFirst.containsKey(key) && !busy.test(key)) {
                taken.add(key);
            }
        }
        return taken;
    }

    /** They have been deleted again. */
    void deletedAgain(List<DocumentKey> keys, Instant now) {
        for (DocumentKey key : keys) {
            Instant at = oldestFirst.get(key);
            if (at != null && (isExpired(at, now) || oldestFirst.size() > MOST)) {
                exhume(key);
            }
        }
    }

    private void addExpired(Instant now) {
        int tooMany = oldestFirst.size() - MOST;
        for (Map.Entry<DocumentKey, Instant> oldest : oldestFirst.entrySet()) {
            if (due.size() >= MOST_AT_ONCE || (tooMany <= 0 && !isExpired(oldest.getValue(), now))) {
                return;
            }
            tooMany--;
            due.add(oldest.getKey());
        }
    }

    private boolean isExpired(Instant at, Instant now) {
        Duration age = Duration.between(at, now);
        return age.compareTo(limits.tombstones()) >= 0;
    }
}
