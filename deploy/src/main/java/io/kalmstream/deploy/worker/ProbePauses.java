package io.kalmstream.deploy.worker;

import io.kalmstream.topology.window.StoreBreaker;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Twice as long each time, up to a limit, and as much less as chance will have it, so that many workers do not probe a store in step.
 *
 * @param first the longest pause before the first probe
 * @param longest of all pauses
 */
record ProbePauses(Duration first, Duration longest, RandomGenerator random) implements StoreBreaker.Pauses {
    private static final int MOST_DOUBLINGS = 20;

    @Override
    public void pause(int attempt) throws InterruptedException {
        long bound = Math.min(first.toMillis() << Math.min(attempt, MOST_DOUBLINGS), longest.toMillis());
        Thread.sleep(bound / 2 + random.nextLong(bound / 2 + 1));
    }
}
