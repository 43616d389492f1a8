package io.kalmstream.encoder;

import java.util.List;

/**
 * A model on one device.
 *
 * <p>Threads: {@link #tokenize} may be called by any number of threads at once; {@link #encode} by one thread at a time
 * ({@link io.kalmstream.encoder.batch.DeviceBatcher} is that thread's owner).
 */
public interface TextEncoder extends AutoCloseable {
    ModelCard model();

    /**
     * Puts the side's prompt before the text, tokenizes, truncates to {@link ModelCard#maxTokens()} keeping the special tokens
     * at both ends. Never fails on any string: lone surrogates, NUL and empty text included.
     *
     * @throws NoTokensException the only exception: there is no token, neither of the text nor a special one
     */
    TokenizedText tokenize(String text, Side side);

    /**
     * Encodes a device batch.
     *
     * @param batch at least one text, in any order of length; padded by the encoder
     * @return one vector of {@link ModelCard#dimensions()} floats per text, in the batch's order, of unit length
     * @throws EncoderException the device or the model failed; no row of the batch has a vector. Its fault says whether fewer texts
     *     may succeed (out of memory), none ever will (lost), or nobody knows, so that one of the texts may be why (batch)
     */
    List<float[]> encode(List<TokenizedText> batch);

    /**
     * Releases native memory, at once or when the calls have returned that are under way: one that never does keeps it. Calls that
     * follow are refused with {@link IllegalStateException}.
     */
    @Override
    void close();
}
