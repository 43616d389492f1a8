package io.kalmstream.topology.window;

import io.kalmstream.sinks.duplicates.Verdict;
import io.kalmstream.topology.event.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of a window.
 *
 * @param failures by position among the window's works
 * @param missing positions of works that describe a document the store does not have; everything else is durable and searchable
 * @param skipped positions of works whose document was not kept, since it repeats another
 * @param verdicts the duplicate marks that were set or taken away
 * @param at when it became searchable
 */
record StoredWindow(
        Map<Integer, Failure> failures,
        Set<Integer> missing,
        Set<Integer> skipped,
        List<Verdict> verdicts,
        Instant at) {
    StoredWindow {
        failures = Map.copyOf(failures);
        missing = Set.copyOf(missing);
        skipped = Set.copyOf(skipped);
        verdicts = List.copyOf(verdicts);
    }
}
