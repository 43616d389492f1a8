package io.kalmstream.deploy.quickstart;

import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayList;
import java.util.List;

/** What does not add up, the first of it in words and the rest as a number. */
final class Problems {
    private static final int KEPT = 20;

    private final List<String> kept = new ArrayList<>();
    private int count;

    @FormatMethod
    void add(String format, Object... values) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(format.formatted(values));
        }
    }

    /** Sentences; empty when there are none. */
    List<String> sentences() {
        if (count <= KEPT) {
            return List.copyOf(kept);
        }
        List<String> all = new ArrayList<>(kept);
        all.add("... and " + (count - KEPT) + " more");
        return List.copyOf(all);
    }
}
