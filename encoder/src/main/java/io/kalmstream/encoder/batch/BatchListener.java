package io.kalmstream.encoder.batch;

/** Told about the device's work, by the threads that do it: it must be quick. What it throws is logged and ignored. */
@FunctionalInterface
public interface BatchListener {
    BatchListener NONE = (rows, tokens, paddedTokens, nanos) -> {};

    /**
     * One successful call of the encoder.
     *
     * @param tokens tokens of the texts themselves
     * @param paddedTokens {@code longest x rows}: what the device computed
     * @param nanos how long the device took
     */
    void encoded(int rows, int tokens, int paddedTokens, long nanos);

    /**
     * One text was tokenized.
     *
     * @param nanos how long that took
     */
    default void tokenized(long nanos) {}
}
