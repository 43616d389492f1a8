package io.kalmstream.topology.window;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Feeds a device that has nothing to do. One window of the task may be under way, so that the next is encoded while that one is
 * stored; with more, the store is what is slow, and larger windows serve it better.
 */
record CloseOnIdleDevice(BooleanSupplier idle, IntSupplier windowsInFlight) implements ClosePolicy {
    private static final int MAX_IN_FLIGHT = 1;

    @Override
    public boolean closes(OpenWindow window) {
        return windowsInFlight.getAsInt() <= MAX_IN_FLIGHT && idle.getAsBoolean();
    }

    @Override
    public CloseReason reason() {
        return CloseReason.IDLE;
    }
}
