package io.kalmstream.topology.window;

import io.kalmstream.sinks.Fence;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A task's claim to its partition. It holds from the first commit after the claim was written to the task's state: no later owner can
 * then take the same epoch, and only the true owner can commit. It ends when the stream thread was away for so long that the group
 * may have given the partition to another worker.
 *
 * <p>Threads: {@link #next} by store threads, everything else by the stream thread.
 */
final class Ownership {
    private final String writer;
    private final long epoch;
    private final Duration maxAway;
    private final LongSupplier nanos;
    private final LongSupplier heldNanos;
    private final LongSupplier commits;
    private final long commitsAtClaim;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong lastSeen;
    private boolean confirmed;

    /**
     * @param epoch written to the task's state by the time this is called
     * @param nanos a monotonic clock
     * @param heldNanos how much of it has passed while the vector store was down: the thread is then made to pause, and is not away
     * @param commits of the calling stream thread, so far
     * @param lastSeen of the calling stream thread, shared by its tasks: while one makes it wait, the others are not away
     */
    Ownership(
            String writer,
            long epoch,
            Duration maxAway,
            LongSupplier nanos,
            LongSupplier heldNanos,
            LongSupplier commits,
            AtomicLong lastSeen) {
        this.writer = writer;
        this.epoch = epoch;
        this.maxAway = maxAway;
        this.nanos = nanos;
        this.heldNanos = heldNanos;
        this.commits = commits;
        this.commitsAtClaim = commits.getAsLong();
        this.lastSeen = lastSeen;
        lastSeen.set(presentNanos());
    }

    /**
     * Says that the stream thread is at work.
     *
     * @return whether the claim is committed, so that writes may begin
     * @throws NotOwnerException it was away for too long
     */
    boolean check() {
        requirePresent();
        lastSeen.set(presentNanos());
        confirmed = confirmed || commits.getAsLong() > commitsAtClaim;
        return confirmed;
    }

    /**
     * The place of the next call to the vector store. Asked for immediately before the call.
     *
     * @throws NotOwnerException the stream thread is away: the process may have been stopped for a long time just before this
     */
    Fence next() {
        requirePresent();
        return new Fence(writer, epoch, sequence.incrementAndGet());
    }

    String writer() {
        return writer;
    }

    private long presentNanos() {
        return nanos.getAsLong() - heldNanos.getAsLong();
    }

    private void requirePresent() {
        long away = presentNanos() - lastSeen.get();
        if (away > maxAway.toNanos()) {
            throw new NotOwnerException(
                    "the stream thread of '%s' was away for %s, longer than the session of %s: another worker may own the partition by now"
                            .formatted(writer, Duration.ofNanos(away), maxAway));
        }
    }
}
