package io.kalmstream.topology.window;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.serde.RegistryUnavailableException;
import io.kalmstream.sinks.VectorStore;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds back every call to the vector store from the moment one has failed for the world's reasons until the store answers again. So
 * an outage costs time and nothing else: no task fails, nothing is given up. An outage of the schema registry is waited for in the
 * same way.
 *
 * <pre>
 *   closed --trip--> open: listener.opened, probe after a pause, twice as long each time
 *     ^                |
 *     +---- store up --+   listener.closed
 * </pre>
 *
 * <p>Threads: any. The lock is held to change state only; the listener is called by one thread at a time, opened before closed.
 */
public final class StoreBreaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreBreaker.class);
    private static final long ANOTHER_LOOK_MILLIS = 50;

    private final Supplier<VectorStore.Health> probe;
    private final Pauses pauses;
    private final Executor probes;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Listener listener = new Listener() {};
    private @Nullable String reason;
    private @Nullable String lastFailure;
    private Awaited lastAwaited = Awaited.STORE;
    private volatile OpenTime openTime = new OpenTime(0, 0, false);
    private volatile int failedTrips;
    private volatile boolean open;
    private volatile boolean ended;

    /**
     * Makes a closed one.
     *
     * @param probe whether the store answers; one that throws counts as down
     * @param probes runs the probing while it is open
     * @param nanos a monotonic clock
     */
    public StoreBreaker(Supplier<VectorStore.Health> probe, Pauses pauses, Executor probes, LongSupplier nanos) {
        this.probe = requireNonNull(probe, "probe is null");
        this.pauses = requireNonNull(pauses, "pauses is null");
        this.probes = requireNonNull(probes, "probes is null");
        this.nanos = requireNonNull(nanos, "nanos is null");
    }

    /** Set it before anything can fail. */
    public void listen(Listener hears) {
        listener = requireNonNull(hears, "hears is null");
    }

    /**
     * Why calls are held back, or go on failing although the store answers: then from the second failure to the next success. Empty
     * while all is well.
     */
    public Optional<String> openBecause() {
        lock.lock();
        try {
            if (open) {
                return Optional.ofNullable(reason);
            }
            return failedTrips > 1 ? Optional.ofNullable(lastFailure) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Who is waited for while there is such a reason. */
    public Optional<Awaited> awaited() {
        lock.lock();
        try {
            return open || failedTrips > 1 ? Optional.of(lastAwaited) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is such a reason. Asked at every poll, so without the lock. */
    public boolean holds() {
        return open || failedTrips > 1;
    }

    /** Whether calls are held back now. */
    public boolean isOpen() {
        return open;
    }

    /** How long it has been open, all outages together. Asked for every event, so without the lock. */
    long openNanos() {
        return openTime.nanos(nanos);
    }

    /** A call has failed in spite of its retries. */
    public void trip(String why) {
        trip(Awaited.STORE, "the vector store is down: " + why, probe);
    }

    /**
     * The schema registry does not answer.
     *
     * @param again what failed; whatever else it throws, the registry answers, and whoever needs it shall meet that
     */
    public void registryIsDown(RegistryUnavailableException failure, Runnable again) {
        trip(Awaited.REGISTRY, registryIsDown(failure), () -> {
            try {
                again.run();
            } catch (RegistryUnavailableException e) {
                return new VectorStore.Health(false, registryIsDown(e));
            } catch (RuntimeException e) {
                return new VectorStore.Health(true, "the schema registry answers: " + e.getMessage());
            }
            return new VectorStore.Health(true, "the schema registry answers");
        });
    }

    private static String registryIsDown(RegistryUnavailableException failure) {
        return "the schema registry does not answer: " + failure.getMessage();
    }

    /** @param again whether what failed answers; never throws */
    private void trip(Awaited awaited, String why, Supplier<VectorStore.Health> again) {
        int trips;
        lock.lock();
        try {
            if (open || ended) {
                return;
            }
            open = true;
            openTime = new OpenTime(openTime.earlier, nanos.getAsLong(), true);
            reason = why;
            lastFailure = why;
            lastAwaited = awaited;
            trips = failedTrips;
            failedTrips = trips + 1;
        } finally {
            lock.unlock();
        }
        LOG.warn("Everything is held back, {}", why);
        tell(() -> listener.opened(why));
        probes.execute(() -> probeUntilUp(trips, again));
    }

    /** A call has gone through. */
    void succeeded() {
        if (failedTrips > 0 && !open) {
            lock.lock();
            try {
                failedTrips = open ? failedTrips : 0;
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Waits while it is open.
     *
     * @param cancelled ends the wait
     * @throws CancellationException it was
     */
    void awaitClosed(BooleanSupplier cancelled) {
        lock.lock();
        try {
            while (open) {
                if (cancelled.getAsBoolean() || ended) {
                    throw new CancellationException("the task is closed");
                }
                boolean signalled = changed.await(ANOTHER_LOOK_MILLIS, TimeUnit.MILLISECONDS);
                LOG.trace("still held back: {}", !signalled);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancellation = new CancellationException("interrupted while everything is held back");
            cancellation.initCause(e);
            throw cancellation;
        } finally {
            lock.unlock();
        }
    }

    private void probeUntilUp(int tripsBefore, Supplier<VectorStore.Health> again) {
        for (int attempt = tripsBefore; !ended; attempt++) {
            try {
                pauses.pause(attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            VectorStore.Health health = ask(again);
            if (health.up()) {
                close(health.reason());
                return;
            }
            lock.lock();
            try {
                reason = health.reason();
            } finally {
                lock.unlock();
            }
        }
    }

    /** A probe that fails has found nothing up: who probes must go on. */
    private static VectorStore.Health ask(Supplier<VectorStore.Health> again) {
        try {
            return again.get();
        } catch (RuntimeException e) {
            LOG.warn("A probe failed. This is a bug.", e);
            return new VectorStore.Health(
                    false, "a probe failed: " + e.getClass().getSimpleName());
        }
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.error("A listener to the vector store's outages failed. This is a bug.", e);
        }
    }

    private void close(String up) {
        LOG.info("Work goes on: {}", up);
        // Before calls go through again, so that none of them can open it while it is being told as closed.
        tell(listener::closed);
        lock.lock();
        try {
            openTime = new OpenTime(openTime.nanos(nanos), 0, false);
            open = false;
            reason = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends probing; calls that are held back are cancelled. */
    @Override
    public void close() {
        ended = true;
    }

    /**
     * @param earlier nanoseconds of outages that have ended
     * @param since when the present one began, if there is one
     */
    private record OpenTime(long earlier, long since, boolean open) {
        long nanos(LongSupplier now) {
            return open ? earlier + now.getAsLong() - since : earlier;
        }
    }

    /** Whose outage it is. */
    public enum Awaited {
        STORE,
        REGISTRY
    }

    /** Hears of outages. Errors: do not throw; what is thrown is logged. */
    public interface Listener {
        default void opened(String why) {}

        default void closed() {}
    }

    /** Waits before a probe; longer each time. */
    @FunctionalInterface
    public interface Pauses {
        /** @param attempt from 0 */
        void pause(int attempt) throws InterruptedException;
    }
}
