package io.kalmstream.topology;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs everything where it is handed in, and says so: tests wait for the end of a command instead of for time to pass. */
final class SignalledExecutor implements Executor {
    private static final long ANOTHER_LOOK_MILLIS = 20;

    private final Semaphore finished = new Semaphore(0);

    @Override
    public void execute(Runnable command) {
        try {
            command.run();
        } finally {
            finished.release();
        }
    }

    /** Waits until a command has finished; not for ever, since there may be none. */
    void awaitOne() {
        try {
            if (finished.tryAcquire(ANOTHER_LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                finished.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the pipeline", e);
        }
    }
}
