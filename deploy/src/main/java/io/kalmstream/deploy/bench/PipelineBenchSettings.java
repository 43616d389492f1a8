package io.kalmstream.deploy.bench;

import static java.util.Objects.requireNonNull;

import io.kalmstream.deploy.embed.ModelChoice;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a pipeline's benchmark runs.
 *
 * @param model empty: none, see {@link NullEncoder}
 * @param threads of Kafka Streams
 * @param partitions of the events topic
 * @param events in a round, after a warm-up of a fixed length; without it enough for some seconds
 * @param roundTime how long a round shall take, roughly, in place of {@code events}
 * @param rounds that count
 * @param loadTime how long the steady load lasts
 */
public record PipelineBenchSettings(
        Optional<ModelChoice> model,
        BenchStore store,
        int threads,
        int partitions,
        OptionalInt events,
        Optional<Duration> roundTime,
        int rounds,
        Duration loadTime) {
    public PipelineBenchSettings {
        requireNonNull(model, "model is null");
        requireNonNull(store, "store is null");
        requireNonNull(events, "events is null");
        requireNonNull(roundTime, "roundTime is null");
        requireNonNull(loadTime, "loadTime is null");
        if (threads < 1 || partitions < 1 || rounds < 1 || events.orElse(1) < 1 || loadTime.isNegative()) {
            throw new IllegalArgumentException("threads, partitions, events and rounds must be positive: %d, %d, %s, %d"
                    .formatted(threads, partitions, events, rounds));
        }
    }
}
