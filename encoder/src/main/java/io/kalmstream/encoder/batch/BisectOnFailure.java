package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderException.Fault;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.batch.EncodeOutcome.Rejected;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes a batch; if that fails, finds the rows that fail alone by halving, so that they fail nobody else. One such row in a
 * batch of n costs at most {@code 2 * ceil(log2 n)} further calls. If nothing succeeds at all, one call with a harmless text
 * tells bad rows from a broken device.
 *
 * <p>Threads: the device thread only.
 */
final class BisectOnFailure {
    private static final Logger LOG = LoggerFactory.getLogger(BisectOnFailure.class);
    private static final String HARMLESS = "a";

    private final FitToMemory encoder;
    private final VectorGuard guard;
    private final TokenizedText harmless;

    BisectOnFailure(TextEncoder encoder, FitToMemory fitting) {
        this.encoder = fitting;
        this.guard = new VectorGuard(encoder.model().dimensions());
        this.harmless = encoder.tokenize(HARMLESS, Side.DOCUMENT);
    }

    /**
     * @return one outcome per row
     * @throws EncoderException the device is lost, hangs, or has not even memory for a short text
     */
    List<EncodeOutcome> encode(List<TokenizedText> batch) {
        return new Search(batch).run();
    }

    private final class Search {
        private final List<TokenizedText> batch;
        private final EncodeOutcome[] outcomes;
        private boolean deviceWorks;
        private int failedAlone;

        Search(List<TokenizedText> batch) {
            this.batch = batch;
            this.outcomes = new EncodeOutcome[batch.size()];
        }

        List<EncodeOutcome> run() {
            encode(0, batch.size());
            return Arrays.asList(outcomes);
        }

        private void encode(int from, int to) {
            try {
                encodeAll(from, to);
            } catch (EncoderException failure) {
                switch (failure.fault()) {
                    case LOST, HUNG, STOPPED -> throw failure;
                    case MODEL, BATCH, OUT_OF_MEMORY -> afterFailure(from, to, failure);
                }
            }
        }

        private void encodeAll(int from, int to) {
            List<float[]> vectors = encoder.encode(batch.subList(from, to));
            for (int i = from; i < to; i++) {
                outcomes[i] = guard.check(vectors.get(i - from), batch.get(i));
            }
            deviceWorks = true;
        }

        private void afterFailure(int from, int to, EncoderException failure) {
            if (to - from == 1) {
                if (failure.fault() == Fault.OUT_OF_MEMORY) {
                    doesNotFitAlone(from, failure);
                } else {
                    failedAlone(from, failure);
                }
                return;
            }
            if (to - from == batch.size()) {
                LOG.warn(
                        "A device batch of {} texts failed; halving it to find the texts that fail alone",
                        to - from,
                        failure);
            }
            int middle = (from + to) >>> 1;
            encode(from, middle);
            encode(middle, to);
        }

        /** Two texts that fail alone, or an only one, while nothing has succeeded: the device itself may be broken. */
        private void failedAlone(int row, EncoderException failure) {
            outcomes[row] = rejected("ENCODER_FAILED: the model fails on this text of %d tokens, alone too", row);
            failedAlone++;
            if (deviceWorks || failedAlone < Math.min(2, batch.size())) {
                return;
            }
            encodeHarmless();
            LOG.warn("A text fails in the model, but a harmless one does not", failure);
        }

        private void encodeHarmless() {
            try {
                encoder.encode(List.of(harmless));
            } catch (EncoderException e) {
                throw switch (e.fault()) {
                    case MODEL, BATCH ->
                        new EncoderException(
                                Fault.LOST, "The device fails on whatever it is given: " + e.getMessage(), e);
                    case OUT_OF_MEMORY, LOST, HUNG, STOPPED -> e;
                };
            }
            deviceWorks = true;
        }

        /** The text's fault only if the device has never held one so long, holds a short one now, and fails on this one again. */
        private void doesNotFitAlone(int row, EncoderException failure) {
            if (encoder.hasEncodedAsLong(batch.get(row))) {
                throw failure;
            }
            encodeHarmless();
            try {
                encodeAll(row, row + 1);
            } catch (EncoderException again) {
                switch (again.fault()) {
                    case LOST, HUNG, STOPPED -> throw again;
                    case MODEL, BATCH -> failedAlone(row, again);
                    case OUT_OF_MEMORY ->
                        outcomes[row] = rejected(
                                "OUT_OF_MEMORY: the device cannot hold this text of %d tokens, alone too", row);
                }
            }
        }

        private Rejected rejected(String reason, int row) {
            return new Rejected(
                    Rejected.Cause.TEXT, reason.formatted(batch.get(row).length()));
        }
    }
}
