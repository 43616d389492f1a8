package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

/**
 * Lets the worker finish what a run that was killed left behind, so that it is not taken for this one's.
 *
 * <p>What is settled is told a moment before it is committed: when there was an earlier run, nothing may happen for a while before
 * it counts as finished.
 *
 * <p>Threads: one.
 */
final class EarlierRun {
    /** An earlier run's rows have settled when nothing happened for so long. */
    static final Duration QUIET = Duration.ofSeconds(2);
    /** Something is stuck, or somebody else feeds the topic. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private final Remains remains;
    private final LongSupplier changes;
    private final LongSupplier nanos;
    private final Pause pause;

    /** What Kafka says. */
    interface Remains {
        /** Whether there was a run before. */
        boolean any() throws InterruptedException, ExecutionException;

        /** Events of it that the worker has not read or not settled, and records of it in open transactions. */
        long unfinished() throws InterruptedException, ExecutionException;
    }

    /** Waits a moment; the worker may say that it has ended. */
    interface Pause {
        void await() throws InterruptedException;
    }

    /**
     * @param changes a number that changes when the worker settles something
     * @param nanos a monotonic clock
     */
    EarlierRun(Remains remains, LongSupplier changes, LongSupplier nanos, Pause pause) {
        this.remains = requireNonNull(remains, "remains is null");
        this.changes = requireNonNull(changes, "changes is null");
        this.nanos = requireNonNull(nanos, "nanos is null");
        this.pause = requireNonNull(pause, "pause is null");
    }

    /** Returns at once when there was none; when it cannot be finished, says so and returns. */
    void finish(Progress progress) throws InterruptedException {
        try {
            if (remains.any()) {
                finishIt(progress);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not say what an earlier run left", e.getCause());
        }
    }

    private void finishIt(Progress progress) throws InterruptedException, ExecutionException {
        long unfinished = remains.unfinished();
        if (unfinished > 0) {
            progress.say("Finishing " + unfinished + " events of an earlier run ...");
        }
        long settled = changes.getAsLong();
        long now = nanos.getAsLong();
        long lastChange = now;
        long lastProgress = now;
        while (unfinished > 0 || now - lastChange < QUIET.toNanos()) {
            if (now - lastProgress > LIMIT.toNanos()) {
                progress.say("An earlier run is not finished after " + LIMIT.toSeconds()
                        + " s without progress: what follows may count some of its events.");
                return;
            }
            pause.await();
            now = nanos.getAsLong();
            long left = remains.unfinished();
            long settledNow = changes.getAsLong();
            if (left != unfinished || settledNow != settled) {
                lastChange = now;
                // Others may feed the topic for ever: once the earlier run's events are read, the limit runs.
                lastProgress = unfinished > 0 ? now : lastProgress;
            }
            unfinished = left;
            settled = settledNow;
        }
    }
}
