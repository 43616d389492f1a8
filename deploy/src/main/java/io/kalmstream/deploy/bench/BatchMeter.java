package io.kalmstream.deploy.bench;

import io.kalmstream.encoder.batch.BatchListener;

/**
 * Counts what device batches are made of.
 *
 * <p>Threads: any.
 */
final class BatchMeter implements BatchListener {
    private Reading reading = Reading.ZERO;

    @Override
    public synchronized void encoded(int rows, int tokens, int paddedTokens, long nanos) {
        reading = reading.plus(new Reading(1, tokens, paddedTokens, nanos));
    }

    synchronized Reading read() {
        return reading;
    }

    /** What was counted between two moments. */
    record Reading(long batches, long tokens, long paddedTokens, long nanos) {
        static final Reading ZERO = new Reading(0, 0, 0, 0);

        Reading plus(Reading other) {
            return new Reading(
                    batches + other.batches,
                    tokens + other.tokens,
                    paddedTokens + other.paddedTokens,
                    nanos + other.nanos);
        }

        Reading minus(Reading other) {
            return new Reading(
                    batches - other.batches,
                    tokens - other.tokens,
                    paddedTokens - other.paddedTokens,
                    nanos - other.nanos);
        }

        double paddingRatio() {
            return paddedTokens == 0 ? 0 : 1 - (double) tokens / paddedTokens;
        }

        /** Of one batch, on average. */
        double millis() {
            return batches == 0 ? 0 : nanos / 1e6 / batches;
        }
    }
}
