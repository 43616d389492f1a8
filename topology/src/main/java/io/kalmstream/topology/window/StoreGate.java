package io.kalmstream.topology.window;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets calls to the vector store through until the task closes, and makes closing wait for the one that is inside: half of the time
 * as it is, then interrupted, so that it does not go on retrying after the task's next owner has written something newer.
 *
 * <p>Threads: store threads pass, the stream thread closes. The lock is held only to count; never during a call.
 */
final class StoreGate {
    private static final Logger LOG = LoggerFactory.getLogger(StoreGate.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private boolean closed;
    private final Set<Thread> inside = new HashSet<>();

    /** @throws CancellationException the gate is closed; the call was not made */
    <T> T pass(Supplier<T> call) {
        enter();
        try {
            return call.get();
        } finally {
            leave();
        }
    }

    /** @return whether nobody is inside any more; false: the time was too short, or this thread was interrupted */
    boolean close(Duration atMost) {
        lock.lock();
        try {
            closed = true;
            long half = atMost.toNanos() / 2;
            if (isEmptyWithin(half)) {
                return true;
            }
            inside.forEach(Thread::interrupt);
            return isEmptyWithin(half);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmptyWithin(long nanos) throws InterruptedException {
        long rest = nanos;
        while (!inside.isEmpty() && rest > 0) {
            rest = left.awaitNanos(rest);
        }
        return inside.isEmpty();
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void enter() {
        lock.lock();
        try {
            if (closed) {
                throw new CancellationException("the task is closed");
            }
            inside.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            inside.remove(Thread.currentThread());
            if (closed && Thread.interrupted()) {
                LOG.debug("a call to the vector store was interrupted: its task is closed");
            }
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
