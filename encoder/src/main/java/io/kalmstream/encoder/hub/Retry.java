package io.kalmstream.encoder.hub;

import io.kalmstream.encoder.hub.HubException.Fault;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/**
 * Tries again what fails in passing: after 1, 2, 4, ... seconds, or when the server says. An attempt that got further than the one before
 * starts the count again, so a download over a bad line ends as long as it moves.
 */
final class Retry {
    static final int ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** A server that wants us to stay away longer is not waited for. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Pause pause;
    private final PullListener listener;

    Retry(Pause pause, PullListener listener) {
        this.pause = pause;
        this.listener = listener;
    }

    /** How time passes. */
    interface Pause {
        void pause(Duration duration) throws InterruptedException;
    }

    interface Attempt<T> {
        T once() throws IOException, InterruptedException;
    }

    /**
     * @param what is attempted, for the message
     * @param progress grows when an attempt gets further
     */
    <T> T run(String what, LongSupplier progress, Attempt<T> attempt) throws InterruptedException {
        int failures = 0;
        long reached = progress.getAsLong();
        while (true) {
            try {
                return attempt.once();
            } catch (ClosedByInterruptException e) {
                throw interrupted(e);
            } catch (IOException e) {
                failures = progress.getAsLong() > reached ? 1 : failures + 1;
                reached = Math.max(reached, progress.getAsLong());
                Duration next = next(e, failures);
                if (failures >= ATTEMPTS || next.compareTo(LONGEST_PAUSE) > 0 || e instanceof SSLException) {
                    throw new HubException(
                            Fault.UNREACHABLE, what + " failed: " + reason(e) + ". " + advice(e, next), e);
                }
                listener.waits(reason(e), next);
                pause.pause(next);
            }
        }
    }

    /** The exception says it, and so does the flag, which goes with the exception. */
    private static InterruptedException interrupted(ClosedByInterruptException cause) {
        boolean _ = Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("interrupted while writing");
        interrupted.initCause(cause);
        return interrupted;
    }

    private static Duration next(IOException failure, int failures) {
        Optional<Duration> asked = failure instanceof TransientFailure known ? known.retryAfter() : Optional.empty();
        return asked.orElse(FIRST_PAUSE.multipliedBy(1L << (failures - 1)));
    }

    private static String advice(IOException failure, Duration next) {
        if (failure instanceof SSLException) {
            return "Behind a proxy that opens connections, Java must trust its certificate"
                    + " (-Djavax.net.ssl.trustStore)";
        }
        return next.compareTo(LONGEST_PAUSE) > 0
                ? "The server wants to be left alone for " + next.toMinutes() + " minutes"
                : "Check the connection (HTTPS_PROXY, HF_ENDPOINT) and try again; what is here already is kept";
    }

    private static String reason(IOException failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        if (failure instanceof TransientFailure) {
            return String.valueOf(message);
        }
        return message == null ? kind : kind + ": " + message;
    }
}
