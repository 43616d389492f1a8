package io.kalmstream.topology.window;

import io.kalmstream.sinks.Fence;

/** The vector store has a younger write of this task's partition. Threads: store threads throw it, the stream thread reads it. */
final class StaleWriteException extends RuntimeException {
    private final transient Fence younger;

    StaleWriteException(Fence younger) {
        super("the vector store has a younger write");
        this.younger = younger;
    }

    Fence younger() {
        return younger;
    }
}
