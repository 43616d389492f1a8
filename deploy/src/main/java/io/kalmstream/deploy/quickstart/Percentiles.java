package io.kalmstream.deploy.quickstart;

import java.util.Arrays;
import java.util.Collection;

/** Percentiles of durations, by nearest rank: each is a duration that was measured. */
public final class Percentiles {
    private final long[] sorted;

    public Percentiles(Collection<Long> values) {
        sorted = values.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
    }

    /** The least value that {@code percent} of all values do not exceed; 0 where there are none. */
    public long at(double percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.clamp(rank, 1, sorted.length) - 1];
    }
}
