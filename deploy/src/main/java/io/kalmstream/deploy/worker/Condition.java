package io.kalmstream.deploy.worker;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/**
 * How a worker is just now, for whoever decides whether it gets work or is ended.
 *
 * @param stopping whether it was told to stop
 * @param hasRun whether all of its tasks have run at some time
 * @param lost why nothing but another process can help: the device, or the disk; empty while that is not so
 * @param waits why events wait; empty while they do not
 */
public record Condition(
        KafkaStreams.State state, boolean stopping, boolean hasRun, Optional<String> lost, Optional<String> waits) {
    public Condition {
        requireNonNull(state, "state is null");
        requireNonNull(lost, "lost is null");
        requireNonNull(waits, "waits is null");
    }

    /** Whether it does its work. */
    public Readiness readiness() {
        if (stopping) {
            return new Readiness(false, "the worker is stopping");
        }
        if (state != KafkaStreams.State.RUNNING) {
            return new Readiness(false, inWords());
        }
        return lost.or(() -> waits)
                .map(why -> new Readiness(false, why))
                .orElseGet(() -> new Readiness(true, "running"));
    }

    /** Whether it has ended, or cannot work any more: nothing is lost by ending its process. */
    public boolean isOver() {
        return lost.isPresent()
                || switch (state) {
                    case PENDING_ERROR, ERROR, NOT_RUNNING -> true;
                    case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN -> false;
                };
    }

    public String inWords() {
        return lost.orElseGet(() -> "the worker is " + state);
    }
}
