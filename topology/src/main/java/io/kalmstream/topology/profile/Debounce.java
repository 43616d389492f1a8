package io.kalmstream.topology.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Whose turn it is: the first change is answered at once, those soon after it together.
 *
 * <p>Threads: the stream thread only.
 */
final class Debounce {
    private final long pause;
    private final LongSupplier nanos;
    private final Set<UserKey> owed = new LinkedHashSet<>();
    /** Who was served of late, longest ago first. */
    private final Map<UserKey, Long> served = new LinkedHashMap<>();

    Debounce(Duration pause, LongSupplier nanos) {
        this.pause = pause.toNanos();
        this.nanos = nanos;
    }

    void owe(UserKey user) {
        owed.add(user);
    }

    boolean isEmpty() {
        return owed.isEmpty();
    }

    /** Takes those out whose turn it is. */
    List<UserKey> due(int most) {
        long now = nanos.getAsLong();
        served.values().removeIf(at -> now - at >= pause);
        List<UserKey> due = new ArrayList<>();
        for (Iterator<UserKey> users = owed.iterator(); users.hasNext() && due.size() < most; ) {
            UserKey user = users.next();
            if (!served.containsKey(user)) {
                due.add(user);
                users.remove();
            }
        }
        due.forEach(user -> served.put(user, now));
        return due;
    }
}
