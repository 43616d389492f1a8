package io.kalmstream.topology;

import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs each command on a thread of its own, and tells when one has finished: a test need not look again and again. */
final class SignalledExecutor implements Executor {
    private static final long ANOTHER_LOOK_MILLIS = 20;
    private static final long GIVE_UP_SECONDS = 20;

    private final Semaphore finished = new Semaphore(0);
    private final Phaser running = new Phaser(1);

    @Override
    public void execute(Runnable command) {
        running.register();
        Thread.ofVirtual().start(() -> {
            try {
                command.run();
            } finally {
                finished.release();
                running.arriveAndDeregister();
            }
        });
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

    /** Waits until no command runs. */
    void awaitIdle() {
        try {
            running.awaitAdvanceInterruptibly(running.arrive(), GIVE_UP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("a call to the store has not ended within " + GIVE_UP_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the store", e);
        }
    }
}
