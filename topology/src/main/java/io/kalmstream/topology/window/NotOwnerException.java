package io.kalmstream.topology.window;

/**
 * Another worker owns the task's partition, or may own it. Nothing is lost and nothing was settled: whoever the group gives the
 * partition to goes on with it.
 */
public final class NotOwnerException extends RuntimeException {
    NotOwnerException(String message) {
        super(message);
    }
}
