package io.kalmstream.topology.window;

import io.kalmstream.topology.event.ComposedText;
import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.Decoder;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.RawEvent;
import io.kalmstream.topology.event.TextHash;

/**
 * Decodes, and turns away what cannot be embedded.
 *
 * @param maxTextChars longest text taken
 */
record Intake(Decoder decoder, int maxTextChars) {
    Decoded read(RawEvent event) {
        if (event.bytes() > RawEvent.MAX_BYTES) {
            return new Decoded.Undecodable(
                    FailureCode.TOO_LARGE,
                    "the record has %d bytes, the limit is %d".formatted(event.bytes(), RawEvent.MAX_BYTES));
        }
        Decoded decoded = decoder.decode(event);
        return switch (decoded) {
            case Decoded.Undecodable undecodable -> undecodable;
            case Decoded.Usable usable
            when usable.id().isBlank() -> new Decoded.Undecodable(FailureCode.MISSING_ID, "the id is empty");
            case Decoded.Document document -> checked(document);
            case Decoded.Deletion deletion -> deletion;
        };
    }

    private Decoded checked(Decoded.Document document) {
        String text = document.text();
        if (text.length() > maxTextChars) {
            return new Decoded.Undecodable(
                    FailureCode.TOO_LARGE,
                    "the text has %d characters, the limit is %d: split it, or raise the limit"
                            .formatted(text.length(), maxTextChars));
        }
        if (TextHash.isBlank(text)) {
            return new Decoded.Undecodable(FailureCode.EMPTY_TEXT, "the text is empty");
        }
        return document.withText(ComposedText.of(text));
    }
}
