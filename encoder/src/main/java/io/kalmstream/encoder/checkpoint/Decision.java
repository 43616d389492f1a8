package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something about a model that was read or chosen.
 *
 * @param key what a user would set to change it, e.g. {@code encoder.attention}
 * @param value what holds now, e.g. {@code bidirectional}
 * @param source where it comes from, e.g. {@code config.json is_causal} or {@code known model KaLM V2.5}
 * @param warning one sentence for the log, where the sources disagree or are silent
 */
public record Decision(String key, String value, String source, Optional<String> warning) {
    public Decision {
        requireNonNull(key, "key is null");
        requireNonNull(value, "value is null");
        requireNonNull(source, "source is null");
        requireNonNull(warning, "warning is null");
    }
}
