package io.kalmstream.deploy.command;

import io.kalmstream.deploy.embed.EmbedListener;
import io.kalmstream.deploy.quickstart.Progress;

/** Says how many lines are written, and which have no vector, as long as they are few. */
final class EmbedView implements EmbedListener {
    private static final int REJECTED_SHOWN = 20;

    private final Progress progress;
    private final long total;
    private long rejected;

    /** @param total lines; 0 where it is not known */
    EmbedView(Progress progress, long total) {
        this.progress = progress;
        this.total = total;
    }

    @Override
    public void at(long lines) {
        progress.at(lines, Math.max(lines, total));
    }

    @Override
    public void rejected(long line, String reason) {
        rejected++;
        if (rejected <= REJECTED_SHOWN) {
            progress.say("Line " + line + " has no vector: " + reason);
        } else if (rejected == REJECTED_SHOWN + 1) {
            progress.say("More lines have no vector; they are counted and not named");
        }
    }
}
