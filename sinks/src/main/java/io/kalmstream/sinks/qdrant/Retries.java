package io.kalmstream.sinks.qdrant;

import io.grpc.StatusRuntimeException;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.StoreException.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls until they succeed, with pauses of growing random length ("full jitter"), as long as the budget lasts.
 *
 * <p>Threads: any.
 */
final class Retries {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    private final RetryBudget budget;
    private final Ticker ticker;
    private final RandomGenerator random;

    Retries(RetryBudget budget, Ticker ticker, RandomGenerator random) {
        this.budget = budget;
        this.ticker = ticker;
        this.random = random;
    }

    /**
     * Makes a call that no acceptable argument can be missing from.
     *
     * @param what for messages, such as {@code count of collection 'x' at http://y}
     * @throws StoreException in the end; a refusal is our bug
     */
    <T> T call(String what, Supplier<T> call) {
        try {
            return callOrRefuse(what, call);
        } catch (Refusal e) {
            throw new StoreException(Fault.BUG, what + " was refused: " + e.getMessage(), e);
        }
    }

    /** Makes a call whose arguments the server may refuse. */
    <T> T callOrRefuse(String what, Supplier<T> call) throws Refusal {
        long start = ticker.nanos();
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (StatusRuntimeException e) {
                LOG.debug("{}: {}", what, e.getStatus());
                long pause = pauseAfter(what, e, attempt, start);
                LOG.info(
                        "{}: attempt {} failed, next in {} ms: {}",
                        what,
                        attempt,
                        Duration.ofNanos(pause).toMillis(),
                        StatusMap.words(e));
                pause(what, pause, e);
            }
        }
    }

    private long pauseAfter(String what, StatusRuntimeException failure, int attempt, long start) throws Refusal {
        if (Thread.currentThread().isInterrupted()) {
            throw new StoreException(Fault.WORLD, what + " was interrupted", StatusMap.shown(failure));
        }
        return switch (StatusMap.reaction(failure)) {
            case Reaction.Retry(Optional<Duration> after) ->
                withinBudget(
                        what,
                        failure,
                        attempt,
                        start,
                        jitter(attempt) + after.orElse(Duration.ZERO).toNanos());
            case Reaction.RetryFew() -> {
                if (attempt >= budget.internalErrors()) {
                    throw failed(Fault.WORLD, what, attempt, failure);
                }
                yield withinBudget(what, failure, attempt, start, jitter(attempt));
            }
            case Reaction.Bisect() -> throw new Refusal(StatusMap.words(failure), StatusMap.shown(failure));
            case Reaction.Fail(Fault fault) -> throw failed(fault, what, attempt, failure);
        };
    }

    private long withinBudget(String what, StatusRuntimeException failure, int attempt, long start, long pause) {
        long left = budget.total().toNanos() - (ticker.nanos() - start);
        if (pause > left) {
            throw failed(Fault.WORLD, what, attempt, failure);
        }
        return pause;
    }

    private long jitter(int attempt) {
        long first = budget.firstPause().toNanos();
        long longest = budget.longestPause().toNanos();
        int doublings = Math.min(attempt - 1, 30);
        long bound = first > longest >> doublings ? longest : first << doublings;
        return random.nextLong(bound + 1);
    }

    private void pause(String what, long nanos, StatusRuntimeException failure) {
        try {
            if (!ticker.pause(nanos)) {
                throw new StoreException(
                        Fault.WORLD, what + ": the store was closed meanwhile", StatusMap.shown(failure));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            e.addSuppressed(StatusMap.shown(failure));
            throw new StoreException(Fault.WORLD, what + " was interrupted", e);
        }
    }

    private static StoreException failed(Fault fault, String what, int attempts, StatusRuntimeException failure) {
        String tries = attempts == 1 ? "" : " after " + attempts + " attempts";
        return new StoreException(
                fault, what + " failed" + tries + ": " + StatusMap.words(failure), StatusMap.shown(failure));
    }
}
