package io.kalmstream.topology.error;

import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes dead letters: the original record plus headers that say where it was read and what is wrong with it. Header values are
 * UTF-8 text; the first five have Kafka's own names (KIP-1034), so that any tool for such topics reads them. A letter that is
 * replayed and fails again carries them twice: the last one counts.
 *
 * <p>A record longer than {@link RawEvent#MAX_BYTES} (it came compressed, or with very long headers) fits into no letter: the
 * beginning of its value goes, without headers and key where they alone are too long, and {@link #VALUE_BYTES} says so.
 */
public final class DeadLetters {
    public static final String TOPIC = "__streams.errors.topic";
    public static final String PARTITION = "__streams.errors.partition";
    public static final String OFFSET = "__streams.errors.offset";
    public static final String EXCEPTION = "__streams.errors.exception";
    public static final String MESSAGE = "__streams.errors.message";
    public static final String STAGE = "kalmstream.stage";
    public static final String CODE = "kalmstream.code";
    /** Only where the value had to be cut: how long it was, in bytes. */
    public static final String VALUE_BYTES = "kalmstream.value.bytes";

    /** Longest message, in characters. */
    static final int MAX_MESSAGE = 500;

    private DeadLetters() {}

    /** The letter for this event, with the event's own timestamp. */
    public static Record<byte[], byte[]> letter(RawEvent event, Failure failure) {
        boolean fits = event.bytes() <= RawEvent.MAX_BYTES;
        RawEvent kept = fits ? event : cut(event);
        Origin origin = event.origin();
        // A record copies the headers it is given: the event's own stay as they are.
        Record<byte[], byte[]> letter = new Record<>(kept.key(), kept.value(), origin.timestamp(), kept.headers());
        Headers headers = letter.headers();
        add(headers, TOPIC, origin.topic());
        add(headers, PARTITION, Integer.toString(origin.partition()));
        add(headers, OFFSET, Long.toString(origin.offset()));
        add(headers, EXCEPTION, failure.code().name());
        add(headers, MESSAGE, bounded(failure.reason()));
        add(headers, STAGE, failure.code().stage().label());
        add(headers, CODE, failure.code().name());
        byte[] value = event.value();
        if (!fits && value != null) {
            add(headers, VALUE_BYTES, Integer.toString(value.length));
        }
        return letter;
    }

    private static RawEvent cut(RawEvent event) {
        RawEvent withoutValue = new RawEvent(event.origin(), event.headers(), event.key(), null);
        if (withoutValue.bytes() > RawEvent.MAX_BYTES / 2) {
            Headers none = new Record<byte[], byte[]>(null, null, 0).headers();
            withoutValue = new RawEvent(event.origin(), none, null, null);
        }
        byte[] value = event.value();
        if (value == null) {
            return withoutValue;
        }
        int room = (int) Math.min(value.length, RawEvent.MAX_BYTES - withoutValue.bytes());
        return new RawEvent(event.origin(), withoutValue.headers(), withoutValue.key(), Arrays.copyOf(value, room));
    }

    private static String bounded(String reason) {
        return reason.length() <= MAX_MESSAGE ? reason : reason.substring(0, MAX_MESSAGE);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
