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
    record Rejected(Cause cause, String reason) implements EncodeOutcome {
        public Rejected {
            requireNonNull(cause, "cause is null");
            requireNonNull(reason, "reason is null");
        }

        /** TEXT: tokenizer or model fails on it. VECTOR: what the model answers for it cannot be stored. */
        public enum Cause {
            TEXT,
            VECTOR
        }
    }
}
