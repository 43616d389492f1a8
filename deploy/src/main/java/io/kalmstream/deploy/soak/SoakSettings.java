package io.kalmstream.deploy.soak;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a soak is run.
 *
 * @param time under load and faults; start, healing and checks come on top
 * @param seed of the events and the faults
 * @param qdrantPort of a real Qdrant's gRPC endpoint on this machine; 0: an embedded one
 * @param folder for data and logs, made if missing
 */
public record SoakSettings(Duration time, long seed, int eventsPerSecond, int qdrantPort, Path folder) {
    /** Record timestamps are the events' names, one a millisecond. */
    private static final int FASTEST = 1000;

    public SoakSettings {
        requireNonNull(folder, "folder is null");
        if (!time.isPositive()) {
            throw new IllegalArgumentException("time must be positive: " + time);
        }
        if (eventsPerSecond < 1 || eventsPerSecond > FASTEST) {
            throw new IllegalArgumentException(
                    "events a second must be 1 to %d: %d".formatted(FASTEST, eventsPerSecond));
        }
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path data() {
        return folder.resolve("data");
    }
}
