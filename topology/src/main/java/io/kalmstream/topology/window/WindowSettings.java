package io.kalmstream.topology.window;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.duplicates.DuplicateRules;

/**
 * How the window processor works.
 *
 * @param maxTextChars longest text taken; longer ones are dead letters
 * @param keepText whether the vector store gets the text too
 */
public record WindowSettings(
        WindowLimits window,
        InFlightLimits inFlight,
        OwnerLimits owner,
        int maxTextChars,
        DuplicateRules duplicates,
        boolean keepText,
        Outputs outputs) {
    public WindowSettings {
        requireNonNull(window, "window is null");
        requireNonNull(inFlight, "inFlight is null");
        requireNonNull(owner, "owner is null");
        requireNonNull(duplicates, "duplicates is null");
        requireNonNull(outputs, "outputs is null");
        if (maxTextChars < 1) {
            throw new IllegalArgumentException("maxTextChars must be positive: " + maxTextChars);
        }
        if (inFlight.maxRecords() < window.maxRecords() || inFlight.maxBytes() < window.maxBytes()) {
            throw new IllegalArgumentException(
                    "a full window (%d records, %d bytes) does not fit into the in-flight limits (%d records, %d bytes)"
                            .formatted(
                                    window.maxRecords(),
                                    window.maxBytes(),
                                    inFlight.maxRecords(),
                                    inFlight.maxBytes()));
        }
    }
}
