package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.Decoded;

/** What is to be done about one document of a closed window. */
sealed interface Work {
    Row row();

    DocumentKey key();

    /**
     * Encode the text and replace the point.
     *
     * @param text position among the window's distinct texts
     */
    record Encode(Row row, Decoded.Document document, Fingerprint fingerprint, int text) implements Work {
        @Override
        public DocumentKey key() {
            return document.key();
        }
    }

    /** The text is as it was: replace what stands beside the vector. */
    record Describe(Row row, Decoded.Document document, Fingerprint fingerprint) implements Work {
        @Override
        public DocumentKey key() {
            return document.key();
        }
    }

    record Remove(Row row, DocumentKey key) implements Work {}
}
