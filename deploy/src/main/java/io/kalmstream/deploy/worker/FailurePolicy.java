package io.kalmstream.deploy.worker;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a dead stream thread means: another one for the world's troubles, within a budget; the end of the worker for
 * everything else. A worker whose local state is damaged ends too, and restores it when it is started again.
 *
 * <p>Threads: any.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(FailurePolicy.class);

    private final ReplacementBudget budget;
    private final DamagedState damage;
    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();

    FailurePolicy(ReplacementBudget budget, DamagedState damage) {
        this.budget = budget;
        this.damage = damage;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        FailureKind kind = FailureKind.of(failure);
        // Another thread would read the same files.
        boolean damaged = damage.note(failure);
        if (kind == FailureKind.TRANSIENT && !damaged && budget.trySpend()) {
            log.warn(
                    "A stream thread failed for a reason that may pass ({}); another one takes over",
                    RootCause.inWords(failure),
                    failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        log.error("A stream thread failed ({}: {}); the worker stops", kind, RootCause.inWords(failure), failure);
        fatal.compareAndSet(null, failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** The worker ends for a reason that no stream thread has met yet. */
    void end(RuntimeException reason) {
        log.error("The worker stops: {}", reason.getMessage());
        fatal.compareAndSet(null, reason);
    }

    /** What ended the worker. */
    Optional<Throwable> fatal() {
        return Optional.ofNullable(fatal.get());
    }
}
