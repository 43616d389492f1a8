package io.kalmstream.topology.event;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the schema registry again while it does not answer, with growing pauses, until the budget is spent: an outage of seconds
 * then costs no rebalance. The last failure is thrown.
 *
 * @param budget longest time from the first call to the start of the last; well under the transaction timeout and
 *     {@code max.poll.interval.ms}
 * @param nanos a monotonic clock
 */
public record RetryWhileUnavailable(Duration budget, LongSupplier nanos, Pause pause) {
    private static final Logger LOG = LoggerFactory.getLogger(RetryWhileUnavailable.class);
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    public RetryWhileUnavailable {
        requireNonNull(budget, "budget is null");
        requireNonNull(nanos, "nanos is null");
        requireNonNull(pause, "pause is null");
    }

    public <T> T call(Supplier<T> call) {
        long deadline = nanos.getAsLong() + budget.toNanos();
        Duration next = FIRST;
        while (true) {
            try {
                return call.get();
            } catch (RegistryUnavailableException e) {
                if (nanos.getAsLong() + next.toNanos() - deadline > 0) {
                    throw e;
                }
                LOG.warn("the schema registry does not answer; asking again in {}", next, e);
                pauseFor(next, e);
                next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
            }
        }
    }

    private void pauseFor(Duration time, RegistryUnavailableException because) {
        try {
            pause.pause(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw because;
        }
    }

    /** Lets the calling thread wait. */
    @FunctionalInterface
    public interface Pause {
        void pause(Duration time) throws InterruptedException;
    }
}
