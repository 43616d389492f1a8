package io.kalmstream.deploy.bench;

import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.window.PipelineListener;
import io.kalmstream.topology.window.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts settled events, and how long they took while that is wanted.
 *
 * <p>Threads: any.
 */
final class SettledMeter implements PipelineListener {
    private final AtomicLong settled = new AtomicLong();
    private final AtomicReference<@Nullable FailureCode> failure = new AtomicReference<>();
    private volatile long goal = Long.MAX_VALUE;
    private volatile long reachedNanos;
    private volatile @Nullable List<Long> millis;

    @Override
    public void settled(Origin origin, Settlement outcome, Duration sinceEvent) {
        if (settled.incrementAndGet() == goal) {
            reachedNanos = System.nanoTime();
        }
        List<Long> recording = millis;
        if (recording != null) {
            synchronized (recording) {
                recording.add(sinceEvent.toMillis());
            }
        }
    }

    @Override
    public void deadLettered(Origin origin, FailureCode code) {
        failure.compareAndSet(null, code);
    }

    long settled() {
        return settled.get();
    }

    /** Why an event of the benchmark was given up; none should be. */
    @Nullable
    FailureCode failure() {
        return failure.get();
    }

    /** From now on the time is wanted at which so many events have settled. Comes before the last of them. */
    void goal(long events) {
        goal = events;
    }

    /** By {@link System#nanoTime}; once the goal is reached. */
    long reachedNanos() {
        return reachedNanos;
    }

    void startRecording() {
        millis = new ArrayList<>();
    }

    /** From event time to searchable, of every event that settled since the start. */
    List<Long> stopRecording() {
        List<Long> recorded = millis;
        millis = null;
        if (recorded == null) {
            return List.of();
        }
        synchronized (recorded) {
            return List.copyOf(recorded);
        }
    }
}
