package io.kalmstream.topology;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.window.InFlightLimits;
import io.kalmstream.topology.window.OwnerLimits;
import io.kalmstream.topology.window.WindowLimits;
import java.time.Duration;

/**
 * How a pipeline works.
 *
 * @param maxTextChars longest text taken; longer ones are dead letters
 * @param keepText whether the vector store gets the text too
 * @param letters how long dead letters may be
 */
public record PipelineSettings(
        Topics topics,
        WindowLimits window,
        InFlightLimits inFlight,
        OwnerLimits owner,
        int maxTextChars,
        DuplicateRules duplicates,
        boolean keepText,
        DeadLetters letters) {
    /** Texts this many times longer than what the model reads are probably no texts. */
    private static final int CHARS_PER_TOKEN = 250;

    /** How late a write of an earlier owner may arrive. */
    private static final Duration TOMBSTONES = Duration.ofMinutes(10);

    public PipelineSettings {
        requireNonNull(topics, "topics is null");
        requireNonNull(window, "window is null");
        requireNonNull(inFlight, "inFlight is null");
        requireNonNull(owner, "owner is null");
        requireNonNull(duplicates, "duplicates is null");
        requireNonNull(letters, "letters is null");
    }

    /**
     * What to start with.
     *
     * @param session the consumer group's session timeout
     */
    public static PipelineSettings defaults(
            Topics topics, ModelCard model, DuplicateRules duplicates, DeadLetters letters, Duration session) {
        return new PipelineSettings(
                topics,
                new WindowLimits(256, 4 << 10, 4 << 20, Duration.ofMillis(200), true),
                new InFlightLimits(2048, 32 << 20, Duration.ofSeconds(30), Duration.ofSeconds(10)),
                new OwnerLimits(session, session.plus(TOMBSTONES)),
                Math.multiplyExact(CHARS_PER_TOKEN, model.maxTokens()),
                duplicates,
                true,
                letters);
    }
}
