package io.kalmstream.topology.window;

import static java.util.Objects.requireNonNull;

import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.RawEvent;

/** A pending event, its bytes beside what they mean. No record: two rows are never the same one. */
final class Row {
    private final RawEvent event;
    private final Decoded.Usable decoded;
    private final int tokens;
    private final long bytes;
    private final boolean again;

    /** @param tokens of its text, roughly; 0 without one */
    Row(RawEvent event, Decoded.Usable decoded, int tokens) {
        this(event, decoded, tokens, false);
    }

    private Row(RawEvent event, Decoded.Usable decoded, int tokens, boolean again) {
        this.event = requireNonNull(event, "event is null");
        this.decoded = requireNonNull(decoded, "decoded is null");
        this.tokens = tokens;
        this.bytes = event.bytes();
        this.again = again;
    }

    /** The same event, whose turn it is again because the one that replaced it failed. */
    Row again() {
        return new Row(event, decoded, tokens, true);
    }

    boolean isAgain() {
        return again;
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

    int tokens() {
        return tokens;
    }
}
