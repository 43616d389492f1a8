package io.kalmstream.deploy.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was found wrong.
 *
 * <p>Threads: any.
 */
final class Findings {
    /** More are counted, not kept. */
    private static final int KEPT = 10_000;

    private final Map<Flaw, Long> counts = new EnumMap<>(Flaw.class);
    private final List<String> lines = new ArrayList<>();

    synchronized void add(Flaw flaw, String what) {
        counts.merge(flaw, 1L, Long::sum);
        if (lines.size() < KEPT) {
            lines.add(flaw.label() + ": " + what);
        }
    }

    synchronized void addAll(Findings others) {
        others.counts.forEach((flaw, count) -> counts.merge(flaw, count, Long::sum));
        others.lines.stream().limit(Math.max(0, KEPT - lines.size())).forEach(lines::add);
    }

    synchronized long count(Flaw flaw) {
        return counts.getOrDefault(flaw, 0L);
    }

    synchronized boolean isEmpty() {
        return counts.isEmpty();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
