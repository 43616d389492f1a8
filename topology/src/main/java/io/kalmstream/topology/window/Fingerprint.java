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
 * @param collection identity of the collection that has the document; empty where an earlier release has not kept it
 * @param offset of the event it was made from
 */
record Fingerprint(
        String textHash, String attributesHash, String model, String collection, Instant occurredAt, long offset) {
    Fingerprint {
        requireNonNull(textHash, "textHash is null");
        requireNonNull(attributesHash, "attributesHash is null");
        requireNonNull(model, "model is null");
        requireNonNull(collection, "collection is null");
        requireNonNull(occurredAt, "occurredAt is null");
    }

    static Fingerprint of(Decoded.Document document, String model, String collection, long offset) {
        return new Fingerprint(
                TextHash.of(document.text()),
                AttributesHash.of(document.attributes()),
                model,
                collection,
                document.occurredAt(),
                offset);
    }

    /** Whether the vector of the one serves the other: another collection has none. */
    boolean sameVector(Fingerprint other) {
        return textHash.equals(other.textHash) && model.equals(other.model) && collection.equals(other.collection);
    }

    /** Whether everything beside the vector is the same too. */
    boolean sameAttributes(Fingerprint other) {
        return attributesHash.equals(other.attributesHash) && occurredAt.equals(other.occurredAt);
    }
}
