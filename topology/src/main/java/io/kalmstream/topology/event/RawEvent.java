package io.kalmstream.topology.event;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read. Arrays and headers are not copied, do not change them.
 *
 * @param value null for a tombstone
 */
public record RawEvent(Origin origin, Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
    /** Longest event worked on, with headers: what is written about it must fit into one request of a producer set to 2 MiB. */
    public static final int MAX_BYTES = (2 << 20) - (64 << 10);

    /** Roughly what an event costs in memory beside its bytes. */
    private static final long OVERHEAD = 128;

    /** The lengths of a header's name and value. */
    private static final long HEADER_OVERHEAD = 10;

    /** Spelled out: the annotations of arrays are lost on the parameters of a compact constructor. */
    public RawEvent(Origin origin, Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
        this.origin = requireNonNull(origin, "origin is null");
        this.headers = requireNonNull(headers, "headers is null");
        this.key = key;
        this.value = value;
    }

    /** What this event costs in memory, roughly, and never less than in a request. */
    public long bytes() {
        return OVERHEAD + length(key) + length(value) + headersBytes();
    }

    /** What of that the headers cost. */
    public long headersBytes() {
        long sum = 0;
        for (Header header : headers) {
            sum += HEADER_OVERHEAD + utf8Length(header.key()) + length(header.value());
        }
        return sum;
    }

    public RawEvent withValue(byte @Nullable [] other) {
        return new RawEvent(origin, headers, key, other);
    }

    private static long utf8Length(String name) {
        long bytes = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return bytes;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
