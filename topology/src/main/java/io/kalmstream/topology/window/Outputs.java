package io.kalmstream.topology.window;

import static java.util.Objects.requireNonNull;

import io.kalmstream.topology.error.DeadLetters;
import org.jspecify.annotations.Nullable;

/**
 * Where a task's outputs go: the sinks' names in the topology, and the topics a serializer has to be told.
 *
 * @param embedded null: vectors go to the vector store only
 */
public record Outputs(
        String deadLettersSink,
        DeadLetters letters,
        Output duplicates,
        @Nullable Output embedded) {
    public Outputs {
        requireNonNull(deadLettersSink, "deadLettersSink is null");
        requireNonNull(letters, "letters is null");
        requireNonNull(duplicates, "duplicates is null");
    }

    /** A sink and its topic. */
    public record Output(String sink, String topic) {
        public Output {
            requireNonNull(sink, "sink is null");
            requireNonNull(topic, "topic is null");
        }
    }
}
