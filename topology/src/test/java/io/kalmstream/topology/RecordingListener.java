package io.kalmstream.topology;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.window.CloseReason;
import io.kalmstream.topology.window.PipelineListener;
import io.kalmstream.topology.window.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Remembers what it hears. Threads: one, the test's (the test driver has no other stream thread). */
final class RecordingListener implements PipelineListener {
    private final Map<Origin, List<Settlement>> settled = new HashMap<>();
    private final List<Duration> latencies = new ArrayList<>();
    private final List<FailureCode> failures = new ArrayList<>();
    private final List<CloseReason> closed = new ArrayList<>();
    private final List<DocumentKey> duplicates = new ArrayList<>();
    private final List<String> stale = new ArrayList<>();

    @Override
    public void settled(Origin origin, Settlement outcome, Duration sinceEvent) {
        settled.computeIfAbsent(origin, _ -> new ArrayList<>()).add(outcome);
        latencies.add(sinceEvent);
    }

    @Override
    public void deadLettered(Origin origin, FailureCode code) {
        failures.add(code);
    }

    @Override
    public void windowClosed(CloseReason reason, int rows) {
        closed.add(reason);
    }

    @Override
    public void staleWrite(String writer) {
        stale.add(writer);
    }

    @Override
    public void duplicateFound(DocumentKey document, Duplicate duplicate) {
        duplicates.add(document);
    }

    /** Every end of every event, by offset. */
    Map<Long, List<Settlement>> byOffset() {
        Map<Long, List<Settlement>> byOffset = new TreeMap<>();
        settled.forEach((origin, outcomes) -> byOffset.computeIfAbsent(origin.offset(), _ -> new ArrayList<>())
                .addAll(outcomes));
        return byOffset;
    }

    /** The events that have ended, once each time they did. */
    List<Origin> ended() {
        List<Origin> ended = new ArrayList<>();
        settled.forEach((origin, outcomes) -> outcomes.forEach(_ -> ended.add(origin)));
        return ended;
    }

    /** The ends of the events in the order of their offsets; each must have exactly one. */
    List<Settlement> outcomes() {
        return byOffset().values().stream().map(RecordingListener::only).toList();
    }

    List<Duration> latencies() {
        return latencies;
    }

    List<FailureCode> failures() {
        return failures;
    }

    List<CloseReason> closed() {
        return closed;
    }

    List<String> stale() {
        return stale;
    }

    List<DocumentKey> duplicates() {
        return duplicates;
    }

    private static Settlement only(List<Settlement> outcomes) {
        if (outcomes.size() != 1) {
            throw new AssertionError("an event was settled more than once: " + outcomes);
        }
        return outcomes.getFirst();
    }
}
