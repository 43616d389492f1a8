package io.kalmstream.topology.window;

import io.kalmstream.sinks.Fence;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Chooses a task's next epoch: above the one in its state; above the time in milliseconds, so that losing the state does not take
 * epochs back; and above any that this process has found in the vector store.
 *
 * <p>Threads: all stream threads.
 */
final class Epochs {
    private final InstantSource clock;
    private final ConcurrentMap<String, Long> found = new ConcurrentHashMap<>();

    Epochs(InstantSource clock) {
        this.clock = clock;
    }

    long next(String writer, long last) {
        return Math.max(Math.max(last, found.getOrDefault(writer, 0L)) + 1, clock.millis());
    }

    /** If the group says that this process owns the partition after all, its next epoch is above this one. */
    void found(Fence younger) {
        found.merge(younger.writer(), younger.epoch(), Math::max);
    }
}
