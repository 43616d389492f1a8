package io.kalmstream.encoder.batch;

/** Told about every device batch, by the device thread: it must be quick. What it throws is logged and ignored. */
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
}
