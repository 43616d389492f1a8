package io.kalmstream.topology.event;

import static java.util.Objects.requireNonNull;

/**
 * The Kafka record something was made from.
 *
 * @param timestamp of the record, milliseconds since 1970
 */
public record Origin(String topic, int partition, long offset, long timestamp) {
    public Origin {
        requireNonNull(topic, "topic is null");
    }
}
