package io.kalmstream.deploy.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * How often dead stream threads are replaced before the worker gives up: what heals by itself heals within a few tries, and what does
 * not should be seen by whoever restarts workers.
 *
 * <p>Threads: any.
 */
final class ReplacementBudget {
    private final int most;
    private final Duration within;
    private final LongSupplier nanos;
    private final Deque<Long> spent = new ArrayDeque<>();

    /**
     * @param most replacements in any time span of {@code within}
     * @param nanos a monotonic clock
     */
    ReplacementBudget(int most, Duration within, LongSupplier nanos) {
        this.most = most;
        this.within = within;
        this.nanos = nanos;
    }

    /** @return whether one more is allowed; then it is spent */
    synchronized boolean trySpend() {
        long now = nanos.getAsLong();
        while (!spent.isEmpty() && now - spent.getFirst() > within.toNanos()) {
            spent.removeFirst();
        }
        if (spent.size() >= most) {
            return false;
        }
        spent.addLast(now);
        return true;
    }
}
