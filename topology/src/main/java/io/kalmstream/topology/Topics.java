package io.kalmstream.topology;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The topics of a pipeline.
 *
 * @param inputs at least one, with the same number of partitions each
 */
public record Topics(List<String> inputs, String deadLetters, String duplicates) {
    public Topics {
        inputs = List.copyOf(inputs);
        requireNonNull(deadLetters, "deadLetters is null");
        requireNonNull(duplicates, "duplicates is null");
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a pipeline needs at least one input topic");
        }
        if (inputs.contains(deadLetters) || inputs.contains(duplicates) || deadLetters.equals(duplicates)) {
            throw new IllegalArgumentException(
                    "input topics %s, dead letters '%s' and duplicates '%s' must be different topics"
                            .formatted(inputs, deadLetters, duplicates));
        }
    }
}
