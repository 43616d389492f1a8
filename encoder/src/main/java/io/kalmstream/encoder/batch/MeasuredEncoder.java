package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the encoder under watch, holds it to its contract and tells the listener.
 *
 * <p>Threads: the device thread only.
 */
final class MeasuredEncoder {
    private static final Logger LOG = LoggerFactory.getLogger(MeasuredEncoder.class);

    private final TextEncoder encoder;
    private final BatchListener listener;
    private final LongSupplier nanoClock;
    private final CallWatch watch;

    MeasuredEncoder(TextEncoder encoder, BatchListener listener, LongSupplier nanoClock, CallWatch watch) {
        this.encoder = encoder;
        this.listener = listener;
        this.nanoClock = nanoClock;
        this.watch = watch;
    }

    List<float[]> encode(List<TokenizedText> batch) {
        long start = nanoClock.getAsLong();
        List<float[]> vectors = watched(batch);
        long nanos = nanoClock.getAsLong() - start;
        if (vectors.size() != batch.size()) {
            throw new IllegalStateException("The encoder answered " + vectors.size() + " vectors for " + batch.size()
                    + " texts. This is a bug of " + encoder.getClass().getName());
        }
        tell(batch, nanos);
        return vectors;
    }

    private List<float[]> watched(List<TokenizedText> batch) {
        if (!watch.begin()) {
            throw new EncoderException(EncoderException.Fault.HUNG, "An earlier call of the device was given up");
        }
        try {
            return encoder.encode(batch);
        } finally {
            watch.end();
        }
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
