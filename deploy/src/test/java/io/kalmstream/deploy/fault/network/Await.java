package io.kalmstream.deploy.fault.network;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must come. */
final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(100);

    private Await() {}

    /** Fails when it does not become true. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within %s: %s; %s".formatted(LIMIT, what, Seed.repeat()));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Lets a fault last. */
    static void pass(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < deadline) {
            LockSupport.parkNanos(deadline - System.nanoTime());
        }
    }
}
