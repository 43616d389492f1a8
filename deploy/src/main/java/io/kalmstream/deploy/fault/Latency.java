package io.kalmstream.deploy.fault;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long bytes are on their way: a base, and an even share of a jitter on top.
 *
 * <p>Threads: any.
 */
final class Latency {
    private SplittableRandom random = new SplittableRandom(0);
    private long base;
    private long jitter;

    synchronized void set(Duration nowBase, Duration nowJitter, long seed) {
        base = nowBase.toNanos();
        jitter = nowJitter.toNanos();
        random = new SplittableRandom(seed);
    }

    synchronized long nanos() {
        return jitter == 0 ? base : base + random.nextLong(jitter);
    }
}
