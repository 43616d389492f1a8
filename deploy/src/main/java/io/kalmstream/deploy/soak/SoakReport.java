package io.kalmstream.deploy.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a soak has found.
 *
 * @param events in the input topic
 * @param documents that must be in the vector store
 * @param lettersExpected bad records planted
 * @param vectors committed to the topic of vectors, removals included
 * @param duplicates committed to the topic of duplicates
 * @param faults that really happened
 * @param flaws by kind; none: zero
 * @param findings a line each, the first ones
 * @param healing from the last fault's end until every event was worked on
 * @param logs where the processes' logs and the findings are
 */
public record SoakReport(
        long seed,
        Duration time,
        long events,
        long documents,
        long lettersExpected,
        long lettersSeen,
        long vectors,
        long duplicates,
        Map<FaultKind, Integer> faults,
        Map<Flaw, Long> flaws,
        List<String> findings,
        Duration healing,
        Path logs) {
    public SoakReport {
        faults = Map.copyOf(faults);
        flaws = Map.copyOf(flaws);
        findings = List.copyOf(findings);
    }

    public int faultsInAll() {
        return faults.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int faults(FaultKind kind) {
        return faults.getOrDefault(kind, 0);
    }

    public long flaws(Flaw flaw) {
        return flaws.getOrDefault(flaw, 0L);
    }

    /** Nothing is wrong, and every kind of fault was there. */
    public boolean passed() {
        return flaws.values().stream().allMatch(count -> count == 0) && faults.size() == FaultKind.values().length;
    }
}
