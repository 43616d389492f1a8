package io.kalmstream.topology.window;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long the tasks that close one after the other may wait for their writes, all together: a store that hangs must not keep a worker
 * of many tasks from stopping in time.
 *
 * <p>Threads: all stream threads.
 */
final class CloseBudget {
    /** Enough for a call that notices that it was interrupted. */
    private static final Duration LEAST = Duration.ofMillis(100);

    private final Duration most;
    private final LongSupplier nanos;
    private boolean spending;
    private long deadline;

    CloseBudget(Duration most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
    }

    /** For the task that closes now. Tasks belong together when the next one closes before their time is over and once more. */
    synchronized Duration next() {
        long now = nanos.getAsLong();
        if (!spending || now - deadline > most.toNanos()) {
            spending = true;
            deadline = now + most.toNanos();
        }
        Duration left = Duration.ofNanos(deadline - now);
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }
}
