package io.kalmstream.deploy.fault;

/** What one direction of a connection brings, in order. */
sealed interface Chunk {
    /** @param due by {@link System#nanoTime}, not written before */
    record Bytes(byte[] bytes, long due) implements Chunk {}

    /** The writer has shut its side. */
    record End() implements Chunk {}

    /** The writer's side was reset. */
    record Broken() implements Chunk {}
}
