package io.kalmstream.deploy.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one direction.
 *
 * <p>Threads: any.
 */
final class Lane {
    final Latency latency = new Latency();
    final Pace pace = new Pace();
    final Gate gate = new Gate();
    private volatile @Nullable Duration cutAfterLoss;

    /** Bytes are thrown away; a connection that lost some is reset after this long, because nobody can read the rest. */
    void lose(Duration cutAfter) {
        cutAfterLoss = cutAfter;
    }

    /** Null while nothing is lost. */
    @Nullable
    Duration cutAfterLoss() {
        return cutAfterLoss;
    }

    void heal() {
        latency.set(Duration.ZERO, Duration.ZERO, 0);
        pace.set(0);
        cutAfterLoss = null;
        gate.set(false);
    }
}
