package io.kalmstream.deploy.fault;

/**
 * Holds what comes while it is closed.
 *
 * <p>Threads: any.
 */
final class Gate {
    private boolean closed;

    synchronized void set(boolean nowClosed) {
        closed = nowClosed;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized void awaitOpen() throws InterruptedException {
        while (closed) {
            wait();
        }
    }
}
