package io.kalmstream.topology.window;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * How long a stream thread may still wait before its next commit, all of its tasks together: a transaction is open meanwhile, and its
 * time does not grow with the number of tasks.
 *
 * <p>Threads: all stream threads; each asks about itself.
 */
final class ThreadWaits {
    private final Duration most;
    private final LongSupplier commits;
    private final ConcurrentMap<Long, Spent> spent = new ConcurrentHashMap<>();

    /** @param commits of the calling thread */
    ThreadWaits(Duration most, LongSupplier commits) {
        this.most = most;
        this.commits = commits;
    }

    /** Zero: commit first. */
    Duration left() {
        Duration left = most.minus(sinceCommit());
        return left.isNegative() ? Duration.ZERO : left;
    }

    void spend(Duration waited) {
        spent.put(
                Thread.currentThread().threadId(),
                new Spent(commits.getAsLong(), sinceCommit().plus(waited)));
    }

    private Duration sinceCommit() {
        Spent before = spent.get(Thread.currentThread().threadId());
        return before == null || before.commits() != commits.getAsLong() ? Duration.ZERO : before.time();
    }

    private record Spent(long commits, Duration time) {}
}
