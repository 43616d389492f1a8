package io.kalmstream.deploy.command;

import java.util.Locale;

/** What progress is counted in. */
enum ProgressUnit {
    EVENTS("events", "", 1),
    INTERACTIONS("interactions", "", 1),
    LETTERS("letters", "", 1),
    LINES("lines", "", 1),
    PAIRS("pairs", "", 1),
    POINTS("points", "", 1),
    SECONDS("seconds", "", 1),
    DOWNLOAD("pulling", " MB", 1_000_000),
    IMPORT("importing", " MB", 1_000_000);

    private final String task;
    private final String suffix;
    private final long size;

    ProgressUnit(String task, String suffix, long size) {
        this.task = task;
        this.suffix = suffix;
        this.size = size;
    }

    String task() {
        return task;
    }

    /** After a number. */
    String suffix() {
        return suffix;
    }

    /** What one of the numbers shown is worth. */
    long size() {
        return size;
    }

    String sentence(long done, long total) {
        return size == 1
                ? done + " of " + total + " " + task
                : String.format(
                        Locale.ROOT, "%s: %.1f of %.1f%s", task, (double) done / size, (double) total / size, suffix);
    }
}
