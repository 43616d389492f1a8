package io.kalmstream.deploy.fault;

/**
 * A bandwidth, shared by all who ask.
 *
 * <p>Threads: any.
 */
final class Pace {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private long bytesPerSecond;
    private long free = System.nanoTime();

    /** @param nowBytesPerSecond 0 for no limit */
    synchronized void set(long nowBytesPerSecond) {
        bytesPerSecond = nowBytesPerSecond;
        free = System.nanoTime();
    }

    /** How long these bytes occupy the line from now on, behind those reserved before; 0 where there is no limit. */
    synchronized long reserve(int bytes) {
        if (bytesPerSecond == 0) {
            return 0;
        }
        long now = System.nanoTime();
        free = (free - now > 0 ? free : now) + bytes * NANOS_PER_SECOND / bytesPerSecond;
        return free - now;
    }
}
