package io.kalmstream.deploy.command;

import io.kalmstream.deploy.quickstart.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Progress as a bar in the last line of a terminal; other lines are printed above it.
 *
 * <p>Threads: any; the bar draws on a thread of its own.
 */
final class ProgressOnTerminal implements Progress {
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final int columns;
    private final ProgressUnit unit;
    private @Nullable ProgressBar bar;

    ProgressOnTerminal(PrintWriter err, int columns, ProgressUnit unit) {
        this.err = err;
        this.columns = columns;
        this.unit = unit;
    }

    @Override
    public void say(String line) {
        err.println(CLEAR + line);
    }

    @Override
    public synchronized void at(long done, long total) {
        ProgressBar shown = bar == null ? open() : bar;
        bar = shown;
        shown.maxHint(total);
        shown.stepTo(done);
    }

    private ProgressBar open() {
        return new ProgressBarBuilder()
                .setTaskName(unit.task())
                .setUnit(unit.suffix(), unit.size())
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis((int) BETWEEN.toMillis())
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns - 1))
                .showSpeed()
                .build();
    }

    private void draw(String line) {
        err.print(CLEAR + line);
        err.flush();
    }

    /** Not under the lock: the bar waits for its own thread, which draws a last time. */
    @Override
    public void close() {
        ProgressBar last = take();
        if (last != null) {
            last.close();
            err.println();
        }
    }

    private synchronized @Nullable ProgressBar take() {
        ProgressBar last = bar;
        bar = null;
        return last;
    }
}
