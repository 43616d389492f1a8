package io.kalmstream.encoder;

import static java.util.Objects.requireNonNull;

/**
 * What a loaded model is.
 *
 * @param name e.g. {@code all-MiniLM-L6-v2}
 * @param revision what tells two versions of the same name apart
 * @param dimensions length of the vectors it answers
 * @param maxTokens longest input, special tokens included; longer texts are truncated
 */
public record ModelCard(String name, String revision, int dimensions, int maxTokens) {
    public ModelCard {
        requireNonNull(name, "name is null");
        requireNonNull(revision, "revision is null");
        if (dimensions < 1) {
            throw new IllegalArgumentException("dimensions must be positive: " + dimensions);
        }
        if (maxTokens < 3) {
            throw new IllegalArgumentException("maxTokens must be at least 3: " + maxTokens);
        }
    }

    /** {@code name@revision}: what is stamped on collections and events. */
    public String stamp() {
        return name + "@" + revision;
    }
}
