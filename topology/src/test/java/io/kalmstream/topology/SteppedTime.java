package io.kalmstream.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Time that passes when a test says so. Threads: any. */
final class SteppedTime implements InstantSource, LongSupplier {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong passed = new AtomicLong();

    void advance(Duration by) {
        passed.addAndGet(by.toNanos());
    }

    @Override
    public Instant instant() {
        return START.plusNanos(passed.get());
    }

    @Override
    public long getAsLong() {
        return passed.get();
    }
}
