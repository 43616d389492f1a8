package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.EncoderException;
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

    private final MeasuredEncoder encoder;
    private final VectorGuard guard;
    private final TokenizedText harmless;

    BisectOnFailure(TextEncoder encoder, MeasuredEncoder measured) {
        this.encoder = measured;
        this.guard = new VectorGuard(encoder.model().dimensions());
        this.harmless = encoder.tokenize(HARMLESS, Side.DOCUMENT);
    }

    /**
     * @return one outcome per row
     * @throws EncoderException the device fails on whatever it is given
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
                List<float[]> vectors = encoder.encode(batch.subList(from, to));
                for (int i = from; i < to; i++) {
                    outcomes[i] = guard.check(vectors.get(i - from), batch.get(i));
                }
                deviceWorks = true;
            } catch (EncoderException failure) {
                afterFailure(from, to, failure);
            }
        }

        private void afterFailure(int from, int to, EncoderException failure) {
            if (to - from == 1) {
                failedAlone(from, failure);
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
            outcomes[row] = new Rejected(
                    Rejected.Cause.TEXT,
                    "ENCODER_FAILED: the model fails on this text of "
                            + batch.get(row).length() + " tokens, alone too");
            failedAlone++;
            if (deviceWorks || failedAlone < Math.min(2, batch.size())) {
                return;
            }
            encoder.encode(List.of(harmless));
            LOG.warn("A text fails in the model, but a harmless one does not", failure);
            deviceWorks = true;
        }
    }
}
