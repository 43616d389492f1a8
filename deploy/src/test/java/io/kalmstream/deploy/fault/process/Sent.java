package io.kalmstream.deploy.fault.process;

import static java.util.Objects.requireNonNull;

/**
 * An event that Kafka has acknowledged.
 *
 * @param number of its own, in the order of sending; a header carries it from input to output
 * @param content what the record's value says
 */
record Sent(int number, String id, Content content, Place at) {
    /** Header of input records, which outputs keep. */
    static final String NUMBER = "number";

    Sent {
        requireNonNull(id, "id is null");
        requireNonNull(content, "content is null");
        requireNonNull(at, "at is null");
    }

    /** In the input topic. */
    record Place(int partition, long offset) {}

    sealed interface Content {}

    record Text(String text) implements Content {}

    record Tombstone() implements Content {}

    /** What becomes a dead letter. */
    record Bad(String bytes) implements Content {}
}
