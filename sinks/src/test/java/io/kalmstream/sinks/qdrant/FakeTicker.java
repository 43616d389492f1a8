package io.kalmstream.sinks.qdrant;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only while somebody waits. Threads: any. */
final class FakeTicker implements Ticker {
    private final AtomicLong now = new AtomicLong();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    List<Duration> pauses() {
        return pauses;
    }

    void close() {
        closed = true;
    }

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public boolean pause(long nanos) {
        pauses.add(Duration.ofNanos(nanos));
        now.addAndGet(nanos);
        return !closed;
    }
}
