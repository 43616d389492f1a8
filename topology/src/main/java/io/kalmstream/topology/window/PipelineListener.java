package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Origin;
import java.time.Duration;

/**
 * Hears what the pipeline does, for metrics and progress. What it hears is not yet committed: after a crash the same event can be
 * settled again.
 *
 * <p>Threads: called by all stream threads at once. Errors: an exception fails the task; do not throw.
 */
public interface PipelineListener {
    /** Hears nothing. */
    PipelineListener NONE = new PipelineListener() {};

    /**
     * An event has reached its end.
     *
     * @param sinceEvent from the record's timestamp until the outcome was searchable, or known; never negative
     */
    default void settled(Origin origin, Settlement outcome, Duration sinceEvent) {}

    /** Said before the {@link #settled} of the same event. */
    default void deadLettered(Origin origin, FailureCode code) {}

    /** @param rows events of the window that decide a document */
    default void windowClosed(CloseReason reason, int rows) {}

    /**
     * The vector store refused a task's writes: another worker owns the partition. The task fails, and nothing of the window is
     * settled.
     *
     * @param writer the task's name in the vector store
     */
    default void staleWrite(String writer) {}

    /** A document was marked and an event about it forwarded. */
    default void duplicateFound(DocumentKey document, Duplicate duplicate) {}

    /**
     * A task holds more or less than before, in its open window and in those on their way.
     *
     * @param events how many more; negative for fewer
     * @param bytes of their records
     */
    default void heldChanged(int events, long bytes) {}

    /** A user was told what to see next. */
    default void recommended() {}

    /** An interaction was kept aside in the dead letters. */
    default void interactionDeadLettered(Origin origin, FailureCode code) {}
}
