package io.kalmstream.encoder;

/** Which prompt a text gets: models trained for retrieval treat a question and a document differently. */
public enum Side {
    QUERY,
    DOCUMENT
}
