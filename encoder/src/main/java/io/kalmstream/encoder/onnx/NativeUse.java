package io.kalmstream.encoder.onnx;

/**
 * The calls that use native memory. It is released when that was asked for and the last of them has returned, by whichever thread that
 * is: memory that is taken from under a call ends the process.
 *
 * <p>Threads: any.
 */
final class NativeUse {
    private final String owner;
    private final Runnable release;
    private int calls;
    private boolean closed;

    /** @param owner for a person */
    NativeUse(String owner, Runnable release) {
        this.owner = owner;
        this.release = release;
    }

    synchronized void begin() {
        if (closed) {
            throw new IllegalStateException("The encoder " + owner + " is closed");
        }
        calls++;
    }

    void end() {
        if (isLast()) {
            release.run();
        }
    }

    private synchronized boolean isLast() {
        calls--;
        return closed && calls == 0;
    }

    void close() {
        if (closesFreeMemory()) {
            release.run();
        }
    }

    private synchronized boolean closesFreeMemory() {
        boolean first = !closed;
        closed = true;
        return first && calls == 0;
    }
}
