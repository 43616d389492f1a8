package io.kalmstream.topology.window;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When each stream thread was last at work.
 *
 * <p>Threads: all stream threads; each asks about itself.
 */
final class ThreadPresence {
    private final ConcurrentMap<Long, AtomicLong> lastSeen = new ConcurrentHashMap<>();

    AtomicLong ofThisThread() {
        return lastSeen.computeIfAbsent(Thread.currentThread().threadId(), _ -> new AtomicLong());
    }
}
