package io.kalmstream.deploy.dedup;

import static java.util.Objects.requireNonNull;

/**
 * Two texts, and whether somebody says that they say the same.
 *
 * @param line where they stand, from 1
 */
public record LabelledPair(long line, String a, String b, boolean duplicate) {
    public LabelledPair {
        requireNonNull(a, "a is null");
        requireNonNull(b, "b is null");
    }
}
