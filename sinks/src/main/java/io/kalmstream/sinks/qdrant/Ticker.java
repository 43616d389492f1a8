package io.kalmstream.sinks.qdrant;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time as retries see it, so that their tests need none. */
interface Ticker {
    /** Monotonic, nanoseconds. */
    long nanos();

    /** Waits; answers false at once, or as soon as it happens, when the store is closed. */
    boolean pause(long nanos) throws InterruptedException;

    static Ticker system(CountDownLatch closed) {
        return new Ticker() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public boolean pause(long nanos) throws InterruptedException {
                return !closed.await(nanos, TimeUnit.NANOSECONDS);
            }
        };
    }
}
