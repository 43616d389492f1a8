package io.kalmstream.deploy.command;

import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.encoder.hub.HubModel;
import io.kalmstream.encoder.hub.PullListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says how a pull goes on: nothing where nothing had to be fetched. */
final class PullView implements PullListener, AutoCloseable {
    private final PrintWriter err;
    private final Progress progress;
    private long fetched;
    private long before;

    PullView(PrintWriter err, Terminal terminal) {
        this.err = err;
        this.progress = terminal.progress(err, ProgressUnit.DOWNLOAD);
    }

    @Override
    public void begins(HubModel model, String commit, int files, long bytes, long present) {
        before = present;
        if (present < bytes) {
            err.println(String.format(
                    Locale.ROOT,
                    "Pulling %s at %s: %d files, %s%s.",
                    model,
                    commit.substring(0, 12),
                    files,
                    Sizes.of(bytes),
                    present == 0 ? "" : ", of which " + Sizes.of(present) + " are here"));
        }
    }

    @Override
    public void at(String file, long present, long bytes) {
        fetched = Math.max(fetched, present - before);
        progress.at(present, bytes);
    }

    @Override
    public void waits(String reason, Duration pause) {
        progress.say(reason + "; trying again in " + pause.toSeconds() + " s");
    }

    /** Bytes that came over the network. */
    long fetched() {
        return fetched;
    }

    @Override
    public void close() {
        progress.close();
    }
}
