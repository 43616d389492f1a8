package io.kalmstream.deploy.fault.process;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must come. */
final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    private Await() {}

    /** Fails when it does not become true. */
    static void until(Callable<String> what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within %s: %s".formatted(LIMIT, what.call()));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
