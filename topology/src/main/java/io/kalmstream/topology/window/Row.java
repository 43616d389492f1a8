package io.kalmstream.topology.window;

import static java.util.Objects.requireNonNull;

import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.RawEvent;

/** A pending event, its bytes beside what they mean. No record: two rows are never the same one. */
final class Row {
    private final RawEvent event;
    private final Decoded.Usable decoded;
    private final long bytes;

    Row(RawEvent event, Decoded.Usable decoded) {
        this.event = requireNonNull(event, "event is null");
        this.decoded = requireNonNull(decoded, "decoded is null");
        this.bytes = event.bytes();
    }

    RawEvent event() {
        return event;
    }

    Decoded.Usable decoded() {
        return decoded;
    }

    long bytes() {
        return bytes;
    }

    long chars() {
        return switch (decoded) {
            case Decoded.Document document -> document.text().length();
            case Decoded.Deletion _ -> 0;
        };
    }
}
