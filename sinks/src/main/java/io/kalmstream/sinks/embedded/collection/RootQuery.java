package io.kalmstream.sinks.embedded.collection;

/**
 * A query whose hits are the answer.
 *
 * @param offset how many of the first hits to leave out; unsigned
 */
public record RootQuery(StagedQuery stages, long offset, Fetch fetch) {}
