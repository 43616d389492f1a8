package io.kalmstream.topology;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The topics of a pipeline.
 *
 * @param inputs at least one, with the same number of partitions each
 * @param embedded where vectors go for others than the vector store; null: nowhere
 */
public record Topics(
        List<String> inputs,
        String deadLetters,
        String duplicates,
        @Nullable String embedded) {
    public Topics {
        inputs = List.copyOf(inputs);
        requireNonNull(deadLetters, "deadLetters is null");
        requireNonNull(duplicates, "duplicates is null");
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a pipeline needs at least one input topic");
        }
        List<String> all = new ArrayList<>(new HashSet<>(inputs));
        all.add(deadLetters);
        all.add(duplicates);
        if (embedded != null) {
            all.add(embedded);
        }
        if (new HashSet<>(all).size() < all.size()) {
            throw new IllegalArgumentException(
                    "input topics %s, dead letters '%s', duplicates '%s'%s must be different topics"
                            .formatted(
                                    inputs,
                                    deadLetters,
                                    duplicates,
                                    embedded == null ? "" : " and vectors '%s'".formatted(embedded)));
        }
    }

    /** Without a topic for vectors. */
    public Topics(List<String> inputs, String deadLetters, String duplicates) {
        this(inputs, deadLetters, duplicates, null);
    }
}
