package io.kalmstream.topology.window;

import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.sinks.DocumentKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The closed windows of a task, in order. Devices may answer in any order; the store stage of a window starts when its vectors are
 * there and the window before it is stored. When one fails, all after it fail with it.
 *
 * <p>Threads: the stream thread only; what it starts runs on the batcher's and the store's threads and never comes back here.
 */
final class InFlightWindows {
    private final Function<List<String>, CompletableFuture<List<EncodeOutcome>>> encode;
    private final StoreStage stage;
    private final Executor storeThreads;
    private final Deque<InFlightWindow> windows = new ArrayDeque<>();
    private final KeyIndex keys = new KeyIndex();
    private CompletableFuture<?> lastStored = CompletableFuture.completedFuture(null);
    private int rows;
    private long bytes;

    InFlightWindows(
            Function<List<String>, CompletableFuture<List<EncodeOutcome>>> encode,
            StoreStage stage,
            Executor storeThreads) {
        this.encode = encode;
        this.stage = stage;
        this.storeThreads = storeThreads;
    }

    void start(WindowPlan plan) {
        CompletableFuture<List<EncodeOutcome>> vectors =
                plan.texts().isEmpty() ? CompletableFuture.completedFuture(List.of()) : encode.apply(plan.texts());
        CompletableFuture<StoredWindow> stored = CompletableFuture.allOf(lastStored, vectors)
                .handleAsync((_, fault) -> store(plan, vectors, fault), storeThreads);
        InFlightWindow started = new InFlightWindow(plan, vectors, stored);
        windows.add(started);
        plan.works().forEach(work -> keys.add(work.key()));
        plan.deletedAgain().forEach(keys::add);
        lastStored = stored;
        started.held().forEach(this::hold);
    }

    private StoredWindow store(
            WindowPlan plan, CompletableFuture<List<EncodeOutcome>> vectors, @Nullable Throwable fault) {
        if (fault != null) {
            throw new CompletionException(unwrapped(fault));
        }
        List<EncodeOutcome> outcomes = vectors.join();
        if (outcomes.size() != plan.texts().size()) {
            throw new IllegalStateException("%d texts were sent to the device, %d came back. This is a bug."
                    .formatted(plan.texts().size(), outcomes.size()));
        }
        return stage.run(plan, outcomes);
    }

    /** The oldest window, taken out, if it is done; its fault, if it failed. */
    Optional<InFlightWindow> pollDone() {
        InFlightWindow head = windows.peek();
        if (head == null || !head.stored().isDone()) {
            return Optional.empty();
        }
        throwFault(head.stored());
        windows.remove();
        head.plan().works().forEach(work -> keys.remove(work.key()));
        head.plan().deletedAgain().forEach(keys::remove);
        for (Row row : head.held()) {
            rows--;
            bytes -= row.bytes();
        }
        return Optional.of(head);
    }

    private void hold(Row row) {
        rows++;
        bytes += row.bytes();
    }

    private static Optional<Work> workOn(InFlightWindow window, DocumentKey key) {
        return window.plan().works().stream()
                .filter(work -> work.key().equals(key))
                .findFirst();
    }

    /**
     * Keeps a row in case the oldest work on its document fails.
     *
     * @return false: there is no such work
     */
    boolean keepBefore(DocumentKey key, Row row) {
        if (!keys.contains(key)) {
            return false;
        }
        for (InFlightWindow window : windows) {
            Optional<Work> work = workOn(window, key);
            if (work.isPresent()) {
                window.keepBefore(work.get(), row);
                hold(row);
                return true;
            }
        }
        return false;
    }

    /** Waits for the oldest window; whether it is done. */
    boolean awaitHead(Duration atMost) {
        InFlightWindow head = windows.element();
        try {
            // Completion only: how it ended is said when it is polled.
            head.stored().handle((_, _) -> true).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("handle() swallows every fault", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a window in flight", e);
        }
    }

    /** Whether the oldest window waits for the store, and no longer for the device. */
    boolean headIsAtStore() {
        return windows.element().vectors().isDone();
    }

    /** Spares the device what it has not begun; what has reached the store is left to the {@link StoreGate}. */
    void cancel() {
        windows.forEach(window -> window.vectors().cancel(false));
        windows.clear();
    }

    boolean contains(DocumentKey key) {
        return keys.contains(key);
    }

    Set<String> tenants(String id) {
        return keys.tenants(id);
    }

    int windows() {
        return windows.size();
    }

    int rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    private static void throwFault(CompletableFuture<?> stored) {
        switch (stored.state()) {
            case SUCCESS -> {}
            case FAILED -> throw asUnchecked(unwrapped(stored.exceptionNow()));
            case CANCELLED, RUNNING ->
                throw new IllegalStateException("a window is " + stored.state() + ". This is a bug.");
        }
    }

    private static RuntimeException asUnchecked(Throwable fault) {
        return switch (fault) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException("a window failed", fault);
        };
    }

    private static Throwable unwrapped(Throwable fault) {
        return fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
    }
}
