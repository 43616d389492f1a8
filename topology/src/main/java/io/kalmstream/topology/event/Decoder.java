package io.kalmstream.topology.event;

/**
 * Bytes to events.
 *
 * <p>Threads: any number at once.
 */
@FunctionalInterface
public interface Decoder {
    /**
     * What is wrong with the record itself is {@link Decoded.Undecodable}. What is wrong with the world (a schema registry that
     * does not answer) is an exception, after waiting for it as long as the implementation's budget allows: the task fails
     * without committing and reads the record again.
     */
    Decoded decode(RawEvent event);
}
