package io.kalmstream.deploy.command;

import io.kalmstream.deploy.quickstart.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Progress where it is not watched but kept: a line now and then. */
final class ProgressLines implements Progress {
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final LongSupplier nanos;
    private final ProgressUnit unit;
    private long last;

    ProgressLines(PrintWriter err, LongSupplier nanos, ProgressUnit unit) {
        this.err = err;
        this.unit = unit;
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    @Override
    public void say(String line) {
        err.println(line);
    }

    @Override
    public synchronized void at(long done, long total) {
        long now = nanos.getAsLong();
        if (now - last >= BETWEEN.toNanos()) {
            last = now;
            err.println(unit.sentence(done, total));
        }
    }

    @Override
    public void close() {}
}
