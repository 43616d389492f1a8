package io.kalmstream.topology.window;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets calls to the vector store through until the task closes, and makes closing wait for the one that is inside.
 *
 * <p>Threads: store threads pass, the stream thread closes. The lock is held only to count; never during a call.
 */
final class StoreGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private boolean closed;
    private int inside;

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
            long rest = atMost.toNanos();
            while (inside > 0 && rest > 0) {
                rest = left.awaitNanos(rest);
            }
            return inside == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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
            inside++;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            inside--;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
