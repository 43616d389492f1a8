package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the encoder, holds it to its contract and tells the listener.
 *
 * <p>Threads: the device thread only.
 */
final class MeasuredEncoder {
    private static final Logger LOG = LoggerFactory.getLogger(MeasuredEncoder.class);

    private final TextEncoder encoder;
    private final BatchListener listener;
    private final LongSupplier nanoClock;

    MeasuredEncoder(TextEncoder encoder, BatchListener listener, LongSupplier nanoClock) {
        this.encoder = encoder;
        this.listener = listener;
        this.nanoClock = nanoClock;
    }

    List<float[]> encode(List<TokenizedText> batch) {
        long start = nanoClock.getAsLong();
        List<float[]> vectors = encoder.encode(batch);
        long nanos = nanoClock.getAsLong() - start;
        if (vectors.size() != batch.size()) {
            throw new IllegalStateException("The encoder answered " + vectors.size() + " vectors for " + batch.size()
                    + " texts. This is a bug of " + encoder.getClass().getName());
        }
        tell(batch, nanos);
        return vectors;
    }

    private void tell(List<TokenizedText> batch, long nanos) {
        int tokens = 0;
        int longest = 0;
        for (TokenizedText text : batch) {
            tokens += text.length();
            longest = Math.max(longest, text.length());
        }
        try {
            listener.encoded(batch.size(), tokens, longest * batch.size(), nanos);
        } catch (RuntimeException e) {
            LOG.warn("The batch listener failed; the batch is not affected", e);
        }
    }
}
