package io.kalmstream.deploy.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C and SIGTERM as an orderly end: the command's thread is interrupted, closes what it opened in its own order, and the process
 * exits with the command's code.
 *
 * <p>Threads: {@link #finished} from the command's thread; the JVM's signal thread waits for it here.
 */
public final class StopSignal {
    /** A stop that takes longer is cut short. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicBoolean requested = new AtomicBoolean();
    private volatile int exitCode = ExitCode.INTERRUPTED;

    private StopSignal() {}

    /** A signal that never comes. */
    public static StopSignal never() {
        return new StopSignal();
    }

    /** @param command interrupted when the process is told to stop */
    public static StopSignal install(Thread command) {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.stop(command), "stop-signal"));
        return signal;
    }

    private void stop(Thread command) {
        if (finished.getCount() == 0) {
            return;
        }
        requested.set(true);
        command.interrupt();
        try {
            if (!finished.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("kalmstream: did not stop within " + LIMIT.toSeconds() + " s, killed");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        // The JVM's own exit code would be the signal's.
        Runtime.getRuntime().halt(exitCode);
    }

    /** Whether the process was told to stop. */
    public boolean requested() {
        return requested.get();
    }

    /** The command has closed everything; the process may exit. */
    public void finished(int code) {
        exitCode = code;
        finished.countDown();
    }
}
