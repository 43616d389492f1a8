package io.kalmstream.deploy.metrics;

import static java.util.stream.Collectors.toMap;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.window.CloseReason;
import io.kalmstream.topology.window.PipelineListener;
import io.kalmstream.topology.window.Settlement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts events, windows, duplicates and recommendations. Every series is there from the start, with 0: a rate over a series that
 * appears with its first event would miss it.
 *
 * <p>Threads: any.
 */
public final class EventMetrics implements PipelineListener {
    private final Map<Settlement, Counter> events;
    private final Map<FailureCode, Counter> deadLetters;
    private final Map<CloseReason, Counter> windows;
    private final Map<Duplicate.Kind, Counter> duplicates;
    private final Counter recommendations;
    private final Timer endToEnd;
    private final AtomicLong heldEvents = new AtomicLong();
    private final AtomicLong heldBytes = new AtomicLong();

    public EventMetrics(MeterRegistry registry) {
        events = counters(
                registry, Settlement.values(), "kalmstream.events", "outcome", "Events that reached their end, by how");
        deadLetters = counters(
                registry,
                FailureCode.values(),
                "kalmstream.dead.letters",
                "code",
                "Events and interactions kept aside in the dead letters, by why");
        windows = counters(
                registry,
                CloseReason.values(),
                "kalmstream.windows.closed",
                "reason",
                "Windows of events that were closed, by why");
        duplicates = counters(
                registry,
                Duplicate.Kind.values(),
                "kalmstream.duplicates",
                "kind",
                "Documents found to repeat another one");
        recommendations = Counter.builder("kalmstream.recommendations")
                .description("Messages that told a user what to see next")
                .register(registry);
        endToEnd = Buckets.timer(
                registry, "kalmstream.end.to.end", "From a record's timestamp until its change can be searched");
        Gauge.builder("kalmstream.in.flight.events", heldEvents, AtomicLong::doubleValue)
                .description("Events in open windows and in those on their way to the vector store")
                .register(registry);
        Gauge.builder("kalmstream.in.flight.bytes", heldBytes, AtomicLong::doubleValue)
                .description("Bytes of their records")
                .register(registry);
    }

    private static <E extends Enum<E>> Map<E, Counter> counters(
            MeterRegistry registry, E[] values, String name, String label, String description) {
        return Arrays.stream(values)
                .collect(toMap(
                        value -> value,
                        value -> Counter.builder(name)
                                .description(description)
                                .tag(label, label(value))
                                .register(registry)));
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void settled(Origin origin, Settlement outcome, Duration sinceEvent) {
        count(events.get(outcome));
        switch (outcome) {
            case UPSERTED, ATTRIBUTES_UPDATED, DELETED -> endToEnd.record(sinceEvent);
            // What the store holds did not change.
            case UNCHANGED, SUPERSEDED, SKIPPED, DEAD_LETTERED -> {}
        }
    }

    @Override
    public void deadLettered(Origin origin, FailureCode code) {
        count(deadLetters.get(code));
    }

    @Override
    public void interactionDeadLettered(Origin origin, FailureCode code) {
        count(deadLetters.get(code));
    }

    @Override
    public void windowClosed(CloseReason reason, int rows) {
        count(windows.get(reason));
    }

    @Override
    public void duplicateFound(DocumentKey document, Duplicate duplicate) {
        count(duplicates.get(duplicate.kind()));
    }

    @Override
    public void heldChanged(int moreEvents, long moreBytes) {
        heldEvents.addAndGet(moreEvents);
        heldBytes.addAndGet(moreBytes);
    }

    @Override
    public void recommended() {
        recommendations.increment();
    }
}
