package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Key and value of a record, to compare. */
record Content(BytesHash key, BytesHash value) {
    Content {
        requireNonNull(key, "key is null");
        requireNonNull(value, "value is null");
    }

    static Content of(ConsumerRecord<byte[], byte[]> record) {
        return new Content(BytesHash.of(record.key()), BytesHash.of(record.value()));
    }
}
