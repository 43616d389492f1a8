package io.kalmstream.deploy.bench;

import java.util.Optional;

/**
 * @param model name and revision
 * @param store where the vectors went
 * @param events in a round
 * @param paddingRatio share of the device batches' tokens that is padding, in the rounds of the pipeline
 */
public record PipelineReport(
        String model,
        String store,
        int threads,
        int partitions,
        int events,
        int rounds,
        Speed speed,
        double paddingRatio,
        Optional<AgainstEncoder> againstEncoder,
        Load load) {
    /**
     * @param speed of the encoder alone, on the same texts in the same run
     * @param efficiency the pipeline's median speed divided by the encoder's
     */
    public record AgainstEncoder(Speed speed, double efficiency) {}

    /**
     * Events that came at half of the speed.
     *
     * @param perSecond how many came
     * @param p50Millis from event time to searchable
     * @param boundMillis what that should stay below: the longest a window waits, and three device batches
     * @param batchMillis what a device batch took on average
     */
    public record Load(
            double perSecond, long events, long p50Millis, long p99Millis, double boundMillis, double batchMillis) {}
}
