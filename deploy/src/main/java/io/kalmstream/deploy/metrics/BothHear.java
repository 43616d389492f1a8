package io.kalmstream.deploy.metrics;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.window.CloseReason;
import io.kalmstream.topology.window.PipelineListener;
import io.kalmstream.topology.window.Settlement;
import java.time.Duration;

/** Two listeners, the first one first. */
record BothHear(PipelineListener first, PipelineListener second) implements PipelineListener {
    BothHear {
        requireNonNull(first, "first is null");
        requireNonNull(second, "second is null");
    }

    @Override
    public void settled(Origin origin, Settlement outcome, Duration sinceEvent) {
        first.settled(origin, outcome, sinceEvent);
        second.settled(origin, outcome, sinceEvent);
    }

    @Override
    public void deadLettered(Origin origin, FailureCode code) {
        first.deadLettered(origin, code);
        second.deadLettered(origin, code);
    }

    @Override
    public void windowClosed(CloseReason reason, int rows) {
        first.windowClosed(reason, rows);
        second.windowClosed(reason, rows);
    }

    @Override
    public void staleWrite(String writer) {
        first.staleWrite(writer);
        second.staleWrite(writer);
    }

    @Override
    public void duplicateFound(DocumentKey document, Duplicate duplicate) {
        first.duplicateFound(document, duplicate);
        second.duplicateFound(document, duplicate);
    }

    @Override
    public void heldChanged(int events, long bytes) {
        first.heldChanged(events, bytes);
        second.heldChanged(events, bytes);
    }

    @Override
    public void recommended() {
        first.recommended();
        second.recommended();
    }

    @Override
    public void interactionDeadLettered(Origin origin, FailureCode code) {
        first.interactionDeadLettered(origin, code);
        second.interactionDeadLettered(origin, code);
    }
}
