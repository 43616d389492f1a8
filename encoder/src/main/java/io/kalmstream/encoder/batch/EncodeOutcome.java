package io.kalmstream.encoder.batch;

import static java.util.Objects.requireNonNull;

/** What became of one text. */
public sealed interface EncodeOutcome {
    /**
     * @param vector unit length, {@code ModelCard.dimensions()} floats, all finite; not copied, do not change
     * @param tokens tokens the device read for it
     * @param truncated whether the text was longer than the model reads
     */
    record Encoded(float[] vector, int tokens, boolean truncated) implements EncodeOutcome {
        public Encoded {
            requireNonNull(vector, "vector is null");
        }
    }

    /** The text itself makes the model fail, alone too: it belongs into the dead letters. The reason never quotes the text. */
    record Rejected(String reason) implements EncodeOutcome {
        public Rejected {
            requireNonNull(reason, "reason is null");
        }
    }
}
