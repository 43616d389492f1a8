package io.kalmstream.deploy.command;

import io.kalmstream.deploy.quickstart.Progress;
import java.io.PrintWriter;

/**
 * What the launcher knows about the terminal, which Java cannot ask for without native code.
 *
 * @param interactive whether standard error is one
 * @param columns its width
 */
record Terminal(boolean interactive, int columns) {
    /** System properties the launcher sets. */
    static final String INTERACTIVE = "kalmstream.terminal";

    static final String COLUMNS = "kalmstream.columns";
    private static final int WIDTH_OF_A_FILE = 120;
    private static final int LEAST = 40;

    static Terminal find() {
        int columns = Integer.getInteger(COLUMNS, 0);
        return new Terminal(Boolean.getBoolean(INTERACTIVE), columns == 0 ? WIDTH_OF_A_FILE : Math.max(LEAST, columns));
    }

    /** A bar where somebody watches, else a line now and then. */
    Progress progress(PrintWriter err, ProgressUnit unit) {
        return interactive
                ? new ProgressOnTerminal(err, columns, unit)
                : new ProgressLines(err, System::nanoTime, unit);
    }
}
