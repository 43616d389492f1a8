package io.kalmstream.sinks.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Holds calls back until the test opens it.
 *
 * <p>Threads: any.
 */
public final class Gate {
    private final Semaphore arrivals = new Semaphore(0);
    private final CountDownLatch open = new CountDownLatch(1);

    public Gate() {}

    /** Waits until this many more calls have arrived; an {@link AssertionError} if they do not come within the time. */
    public void awaitArrivals(int calls, Duration atMost) {
        try {
            if (!arrivals.tryAcquire(calls, atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("fewer than " + calls + " calls arrived within " + atMost);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for calls", e);
        }
    }

    /** Lets all held calls go on, and all later ones pass. */
    public void open() {
        open.countDown();
    }

    void pass() {
        arrivals.release();
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at the gate", e);
        }
    }
}
