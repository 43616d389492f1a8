package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Encodes a batch in parts if the device has too little memory for it as a whole: that is no text's fault, and nobody is told.
 *
 * <p>Threads: the device thread only.
 */
final class FitToMemory {
    private static final Logger LOG = LoggerFactory.getLogger(FitToMemory.class);

    private final MeasuredEncoder encoder;
    private final TokenCap cap;
    private int longestEncoded;

    FitToMemory(MeasuredEncoder encoder, TokenCap cap) {
        this.encoder = encoder;
        this.cap = cap;
    }

    /** @throws EncoderException as the encoder's own; out of memory only if a text of the batch does not fit alone */
    List<float[]> encode(List<TokenizedText> batch) {
        int longest = batch.stream().mapToInt(TokenizedText::length).max().orElseThrow();
        if (!cap.holds(batch.size(), longest)) {
            return halves(batch);
        }
        int paddedTokens = longest * batch.size();
        try {
            List<float[]> vectors = encoder.encode(batch);
            cap.encoded(paddedTokens);
            longestEncoded = Math.max(longestEncoded, longest);
            return vectors;
        } catch (EncoderException e) {
            if (e.fault() != EncoderException.Fault.OUT_OF_MEMORY) {
                throw e;
            }
            log(batch.size(), longest, e);
            cap.outOfMemory(paddedTokens);
            if (batch.size() == 1) {
                throw e;
            }
        }
        return halves(batch);
    }

    /** A warning each time it begins, not each time it is found to last. */
    private void log(int rows, int longest, EncoderException failure) {
        LOG.atLevel(cap.isFull() ? Level.WARN : Level.DEBUG)
                .setCause(failure)
                .log(
                        "The device has too little memory for {} texts of up to {} tokens; batches are smaller from"
                                + " now on",
                        rows,
                        longest);
    }

    /** Whether a text so long has fitted, alone or with others: then memory was enough for this one too. */
    boolean hasEncodedAsLong(TokenizedText text) {
        return text.length() <= longestEncoded;
    }

    private List<float[]> halves(List<TokenizedText> batch) {
        int middle = batch.size() / 2;
        List<float[]> vectors = new ArrayList<>(encode(batch.subList(0, middle)));
        vectors.addAll(encode(batch.subList(middle, batch.size())));
        return vectors;
    }
}
