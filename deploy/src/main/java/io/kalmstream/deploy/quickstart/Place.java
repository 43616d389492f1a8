package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

/** Where a record is in Kafka. */
record Place(String topic, int partition, long offset) {
    Place {
        requireNonNull(topic, "topic is null");
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
