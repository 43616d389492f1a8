package io.kalmstream.topology.window;

import static java.util.Objects.requireNonNull;

import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.TextHash;
import java.time.Instant;

/**
 * What the store has of a document, as far as it matters for the question whether an event changes anything.
 *
 * @param textHash see {@link TextHash}
 * @param attributesHash see {@link AttributesHash}
 * @param model {@code name@revision}
 * @param offset of the event it was made from
 */
record Fingerprint(String textHash, String attributesHash, String model, Instant occurredAt, long offset) {
    Fingerprint {
        requireNonNull(textHash, "textHash is null");
        requireNonNull(attributesHash, "attributesHash is null");
        requireNonNull(model, "model is null");
        requireNonNull(occurredAt, "occurredAt is null");
    }

    static Fingerprint of(Decoded.Document document, String model, long offset) {
        return new Fingerprint(
                TextHash.of(document.text()),
                AttributesHash.of(document.attributes()),
                model,
                document.occurredAt(),
                offset);
    }

    /** Whether the vector of the one serves the other. */
    boolean sameVector(Fingerprint other) {
        return textHash.equals(other.textHash) && model.equals(other.model);
    }

    /** Whether everything beside the vector is the same too. */
    boolean sameAttributes(Fingerprint other) {
        return attributesHash.equals(other.attributesHash) && occurredAt.equals(other.occurredAt);
    }
}
