package io.kalmstream.topology.event.mapping;

import org.apache.kafka.common.header.Headers;

/**
 * The bytes of a record's key or value as a value.
 *
 * <p>Threads: any number at once. Errors: what {@link io.kalmstream.avro.serde.SerdeException} says.
 */
@FunctionalInterface
interface ContentReader {
    /** @param bytes not null */
    Value read(String topic, Headers headers, byte[] bytes) throws UnusableEventException;

    /** @param what the bytes are, for messages */
    static ContentReader text(String what) {
        return (_, _, bytes) -> new Value.Text(StrictText.of(bytes, what));
    }

    /** @param what the bytes are, for messages */
    static ContentReader json(String what) {
        return (_, _, bytes) -> JsonValues.of(StrictJson.read(bytes, what));
    }
}
