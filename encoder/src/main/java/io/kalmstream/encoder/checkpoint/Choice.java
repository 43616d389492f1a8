package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A value and why it is so.
 *
 * @param own what it would be if the user had not asked for anything; empty where the user had to
 */
record Choice<T>(T value, Optional<T> own, Decision decision) {
    Choice {
        requireNonNull(value, "value is null");
        requireNonNull(own, "own is null");
        requireNonNull(decision, "decision is null");
    }

    /** The checkpoint's own. */
    static <T> Choice<T> own(T value, String key, String shown, String source, Optional<String> warning) {
        return new Choice<>(value, Optional.of(value), new Decision(key, shown, source, warning));
    }

    /** The user's, who is right; where the checkpoint would have chosen otherwise, that is said. */
    static <T> Choice<T> asked(T value, Optional<Choice<T>> own, String shown, String key) {
        Optional<String> warning = own.filter(choice -> !choice.value.equals(value))
                .map(choice -> key + " overrides " + choice.decision.value() + " of " + choice.decision.source());
        return new Choice<>(value, own.map(Choice::value), new Decision(key, shown, "option " + key, warning));
    }

    boolean overridden() {
        return !own.equals(Optional.of(value));
    }
}
