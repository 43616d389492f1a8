package io.kalmstream.encoder.batch;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices a call of the device that does not return. It looks at the clock often while a call is under way, and a look counts for
 * so much at most: a process that was stopped, or had no core, learns nothing about its device from the time that has passed.
 *
 * <p>Threads: the device thread begins and ends calls, one other waits in {@link #awaitHang}, any may ask.
 */
final class CallWatch {
    static final Duration MOST_A_LOOK = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final long limit;
    private final LongSupplier nanoClock;
    private boolean running;
    private boolean asleep;
    private boolean hangs;
    private long seen;
    private long spent;

    CallWatch(Duration limit, LongSupplier nanoClock) {
        this.limit = limit.toNanos();
        this.nanoClock = nanoClock;
    }

    /** @return false if a call was given up: the device may still be in it, and must not be called again */
    synchronized boolean begin() {
        if (hangs) {
            return false;
        }
        running = true;
        seen = nanoClock.getAsLong();
        spent = 0;
        if (asleep) {
            notifyAll();
        }
        return true;
    }

    synchronized void end() {
        running = false;
    }

    /** Whether a call was given up. */
    synchronized boolean hangs() {
        return hangs;
    }

    /** Returns when a call has taken longer than the limit; that call is given up, and no other begins. */
    synchronized void awaitHang() throws InterruptedException {
        while (!look()) {
            asleep = !running;
            wait(running ? PAUSE.toMillis() : 0);
            asleep = false;
        }
    }

    /** @return whether the call hangs */
    synchronized boolean look() {
        if (running && !hangs) {
            long now = nanoClock.getAsLong();
            spent += Math.min(now - seen, MOST_A_LOOK.toNanos());
            seen = now;
            hangs = spent > limit;
        }
        return hangs;
    }

    /** The call that is under way, if there is one, is waited for no longer. */
    synchronized void giveUp() {
        hangs |= running;
    }
}
