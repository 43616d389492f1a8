package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.payload.PayloadSelection;

/** What to read of the points an answer is made of. */
public record Fetch(PayloadSelection payload, VectorSelection vectors) {
    /** Ids only. */
    public static final Fetch NOTHING = new Fetch(new PayloadSelection.None(), new VectorSelection.None());
}
