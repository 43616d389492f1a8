package io.kalmstream.encoder;

import static java.util.Objects.requireNonNull;

/**
 * One text as the model reads it: prompt and special tokens included, no padding.
 *
 * @param ids token ids; not copied, do not change
 * @param truncated whether the text was longer than the model reads
 */
public record TokenizedText(int[] ids, boolean truncated) {
    public TokenizedText {
        requireNonNull(ids, "ids is null");
        if (ids.length == 0) {
            throw new IllegalArgumentException("a tokenized text has at least one token");
        }
    }

    public int length() {
        return ids.length;
    }
}
