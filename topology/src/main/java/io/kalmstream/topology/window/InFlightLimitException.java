package io.kalmstream.topology.window;

/** A task held as much as it may and nothing of it was finished in time. Nothing is lost: its events are read or replayed again. */
public final class InFlightLimitException extends RuntimeException {
    InFlightLimitException(String message) {
        super(message);
    }
}
