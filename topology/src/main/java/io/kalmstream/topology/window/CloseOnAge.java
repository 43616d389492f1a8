package io.kalmstream.topology.window;

import java.time.Duration;
import java.util.function.LongSupplier;

/** @param nanos a monotonic clock: the wall clock may jump */
record CloseOnAge(Duration max, LongSupplier nanos) implements ClosePolicy {
    @Override
    public boolean closes(OpenWindow window) {
        return window.ageNanos(nanos.getAsLong()) >= max.toNanos();
    }

    @Override
    public CloseReason reason() {
        return CloseReason.AGE;
    }
}
