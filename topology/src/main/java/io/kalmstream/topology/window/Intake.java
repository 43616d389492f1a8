package io.kalmstream.topology.window;

import io.kalmstream.topology.event.ComposedText;
import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.Decoder;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.RawEvent;
import io.kalmstream.topology.event.TextHash;
import java.util.Optional;

/**
 * Decodes, and turns away what cannot be embedded.
 *
 * @param maxTextChars longest text taken
 */
record Intake(Decoder decoder, int maxTextChars) {
    /** Why an event cannot even be kept, if it cannot. */
    Optional<Failure> oversized(RawEvent event) {
        return event.bytes() <= RawEvent.MAX_BYTES
                ? Optional.empty()
                : Optional.of(new Failure(
                        FailureCode.TOO_LARGE,
                        "the record has %d bytes, the limit is %d".formatted(event.bytes(), RawEvent.MAX_BYTES)));
    }

    /** @param event not oversized */
    Decoded read(RawEvent event) {
        Decoded decoded = decoder.decode(event);
        return switch (decoded) {
            case Decoded.Undecodable undecodable -> undecodable;
            case Decoded.Usable usable
            when usable.id().isBlank() -> new Decoded.Undecodable(FailureCode.MISSING_ID, "the id is empty");
            case Decoded.Usable usable when isTooLong(usable.id()) -> tooLong("id", usable.id());
            case Decoded.Document document -> checked(document);
            case Decoded.Deletion(String _, String tenant)
            when tenant != null && isTooLong(tenant) -> tooLong("tenant", tenant);
            case Decoded.Deletion deletion -> deletion;
        };
    }

    private static boolean isTooLong(String name) {
        return name.length() > Decoded.MAX_NAME_CHARS;
    }

    private static Decoded tooLong(String what, String name) {
        return new Decoded.Undecodable(
                FailureCode.TOO_LARGE,
                "the %s has %d characters, the limit is %d".formatted(what, name.length(), Decoded.MAX_NAME_CHARS));
    }

    private Decoded checked(Decoded.Document document) {
        String tenant = document.key().tenant();
        if (isTooLong(tenant)) {
            return tooLong("tenant", tenant);
        }
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
