package io.kalmstream.encoder;

/** Which tokens a token may look at. */
public enum Attention {
    /** All of its text. */
    BIDIRECTIONAL,
    /** Itself and those before it. */
    CAUSAL
}
