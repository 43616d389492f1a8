package io.kalmstream.topology.window;

import static java.util.Objects.requireNonNull;

/** Where a task's outputs go: the sinks' names in the topology, and the topic a serializer has to be told. */
public record Outputs(String deadLettersSink, String duplicatesSink, String duplicatesTopic) {
    public Outputs {
        requireNonNull(deadLettersSink, "deadLettersSink is null");
        requireNonNull(duplicatesSink, "duplicatesSink is null");
        requireNonNull(duplicatesTopic, "duplicatesTopic is null");
    }
}
