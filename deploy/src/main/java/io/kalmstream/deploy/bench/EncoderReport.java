package io.kalmstream.deploy.bench;

import java.util.Optional;

/**
 * @param model name and revision
 * @param precision e.g. {@code fp32}
 * @param paddingRatio share of the device batches' tokens that is padding, as the batcher chose them; the processor's runtime cuts them
 *     into shards and computes less
 * @param loadSeconds until the model was open
 * @param residentBytes of the whole process after the last round; 0 where the system does not say
 */
public record EncoderReport(
        String model,
        String precision,
        int threads,
        int documents,
        long tokens,
        int rounds,
        Speed speed,
        double paddingRatio,
        double loadSeconds,
        long residentBytes,
        Optional<Comparison> comparison) {

    public double tokensPerSecond() {
        return speed.median() * tokens / documents;
    }

    /**
     * @param against the peer
     * @param ratio of the median speeds
     * @param meanCosine of our vectors to the peer's
     */
    public record Comparison(String against, Speed speed, double ratio, double meanCosine, double leastCosine) {}
}
