package io.kalmstream.sinks.testing;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.StoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What shall go wrong next. Threads: any; every method takes the script's own lock, which is never held at a gate. */
final class FaultScript {
    private final Map<DocumentKey, String> refused = new HashMap<>();
    private final Set<DocumentKey> poisoned = new HashSet<>();
    private StoreException.@Nullable Fault fault;
    private int faults;
    private int lostReplies;
    private @Nullable Gate gate;

    synchronized void failNext(int calls, StoreException.Fault kind) {
        faults = calls;
        fault = kind;
    }

    synchronized void loseReplies(int calls) {
        lostReplies = calls;
    }

    synchronized void refuse(DocumentKey key, String reason) {
        refused.put(key, reason);
    }

    synchronized void failOn(DocumentKey key) {
        poisoned.add(key);
    }

    synchronized void heal() {
        faults = 0;
        lostReplies = 0;
        refused.clear();
        poisoned.clear();
    }

    synchronized Gate hold() {
        Gate fresh = new Gate();
        gate = fresh;
        return fresh;
    }

    synchronized Optional<String> refusal(DocumentKey key) {
        return Optional.ofNullable(refused.get(key));
    }

    synchronized boolean failing() {
        return faults > 0;
    }

    /** Called first by every call to the store. */
    void before(String call) {
        Gate closed = gate();
        if (closed != null) {
            closed.pass();
        }
        failIfScripted(call);
    }

    /** Called before any of them is in. */
    synchronized void beforeChanges(List<Change> changes) {
        if (changes.stream().map(Change::key).anyMatch(poisoned::contains)) {
            throw new StoreException(StoreException.Fault.WORLD, "apply: failed on one of the keys (scripted)", null);
        }
    }

    /** Called when the changes of a call are in. */
    synchronized void after(String call) {
        if (lostReplies > 0) {
            lostReplies--;
            throw new StoreException(
                    StoreException.Fault.WORLD, call + ": applied, but the reply was lost (scripted)", null);
        }
    }

    private synchronized @Nullable Gate gate() {
        return gate;
    }

    private synchronized void failIfScripted(String call) {
        StoreException.Fault kind = fault;
        if (faults > 0 && kind != null) {
            // Integer.MAX_VALUE stands for "until healed".
            faults = faults == Integer.MAX_VALUE ? faults : faults - 1;
            throw new StoreException(kind, call + ": failed (scripted)", null);
        }
    }
}
