package io.kalmstream.topology.event.mapping;

import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.FailureCode;

/** This record never becomes an event. Ends at {@link MappedDecoder}. */
final class UnusableEventException extends Exception {
    private final transient Failure failure;

    /** @param reason a sentence without user text */
    UnusableEventException(FailureCode code, String reason) {
        super(reason, null, false, false);
        this.failure = new Failure(code, reason);
    }

    Failure failure() {
        return failure;
    }
}
