package io.kalmstream.topology.window;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event leaves behind that took the place of earlier ones of its document in the same window. Should it fail, they count
 * after all: a later event that cannot be used must not take a good one with it.
 *
 * @param rows documents that still may count, in order; pending until the window is done
 * @param deletion that came before those; null: none did
 */
record Replaced(List<Row> rows, @Nullable Row deletion) {
    static final Replaced NOTHING = new Replaced(List.of(), null);

    Replaced {
        rows = List.copyOf(rows);
    }

    static Replaced after(Row deletion) {
        return new Replaced(List.of(), deletion);
    }

    boolean isAfterDeletion() {
        return deletion != null;
    }

    /** With a row that came before all of these. */
    Replaced behind(Row first) {
        List<Row> all = new ArrayList<>(rows.size() + 1);
        all.add(first);
        all.addAll(rows);
        return new Replaced(all, deletion);
    }
}
