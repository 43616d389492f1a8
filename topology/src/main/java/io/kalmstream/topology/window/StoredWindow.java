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
 * @param verdicts the duplicate marks that were set or taken away
 * @param at when it became searchable
 */
record StoredWindow(Map<Integer, Failure> failures, Set<Integer> missing, List<Verdict> verdicts, Instant at) {
    StoredWindow {
        failures = Map.copyOf(failures);
        missing = Set.copyOf(missing);
        verdicts = List.copyOf(verdicts);
    }
}
