package io.kalmstream.encoder.hub;

import java.time.Duration;

/**
 * Hears how a pull goes on.
 *
 * <p>Threads: the one that pulls.
 */
public interface PullListener {
    PullListener NONE = new PullListener() {};

    /**
     * @param files that make up the model
     * @param bytes of all of them
     * @param present how many of these bytes are here already
     */
    default void begins(HubModel model, String commit, int files, long bytes, long present) {}

    /**
     * @param file what is being fetched
     * @param present bytes of all files that are here now; goes back when a file must be begun again
     */
    default void at(String file, long present, long bytes) {}

    /** Something failed that may work later. */
    default void waits(String reason, Duration pause) {}
}
