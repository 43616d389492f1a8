package io.kalmstream.encoder;

/** How the vectors of a text's tokens become the vector of the text. Prompt and special tokens take part, padding never does. */
public enum Pooling {
    /** The mean over all tokens. */
    MEAN,
    /** The first token. */
    CLS,
    /** The last token that is not padding. */
    LAST_TOKEN
}
