package io.kalmstream.topology.error;

import io.kalmstream.topology.event.RawEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * As much of an event as fits.
 *
 * @param parts what is not whole: headers, key, value
 */
record CutEvent(RawEvent event, List<String> parts) {
    CutEvent {
        parts = List.copyOf(parts);
    }

    static CutEvent to(long limit, RawEvent event) {
        return event.bytes() <= limit ? new CutEvent(event, List.of()) : cut(limit, event);
    }

    private static CutEvent cut(long limit, RawEvent event) {
        List<String> parts = new ArrayList<>();
        RawEvent kept = event.withValue(null);
        if (kept.bytes() > limit / 2) {
            Headers none = new Record<byte[], byte[]>(null, null, 0).headers();
            kept = new RawEvent(event.origin(), none, kept.key(), null);
            parts.add("headers");
        }
        if (kept.bytes() > limit / 2) {
            kept = new RawEvent(event.origin(), kept.headers(), null, null);
            parts.add("key");
        }
        byte[] value = event.value();
        if (value != null) {
            int room = (int) Math.min(value.length, limit - kept.bytes());
            kept = kept.withValue(Arrays.copyOf(value, room));
            if (room < value.length) {
                parts.add("value");
            }
        }
        return new CutEvent(kept, parts);
    }
}
