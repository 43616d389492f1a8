package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

/**
 * The place of a write among all writes of one writer: the store keeps it beside each document, and a write that comes later than
 * a younger one of the same writer changes nothing. So neither a worker that does not know yet that it was replaced, nor a request
 * that was long under way, can put an older version over a newer one. Writes of different writers are not compared: of those the
 * last to arrive wins.
 *
 * @param writer the one owner, at a time, of the documents it writes; the same name for all owners in turn
 * @param epoch grows with each owner
 * @param sequence grows with each call of one owner
 */
public record Fence(String writer, long epoch, long sequence) {
    /** Stores may compare numbers as doubles; up to here those are exact. */
    public static final long MAX = 1L << 53;

    public Fence {
        requireNonNull(writer, "writer is null");
        if (epoch < 0 || epoch > MAX || sequence < 0 || sequence > MAX) {
            throw new IllegalArgumentException(
                    "epoch and sequence must be between 0 and 2^53: %d, %d".formatted(epoch, sequence));
        }
    }

    /** Whether the other one is a younger write of the same writer. */
    public boolean isOlderThan(Fence other) {
        return writer.equals(other.writer)
                && (epoch < other.epoch || (epoch == other.epoch && sequence < other.sequence));
    }
}
