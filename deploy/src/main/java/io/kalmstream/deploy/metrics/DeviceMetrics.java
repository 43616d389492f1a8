package io.kalmstream.deploy.metrics;

import io.kalmstream.encoder.batch.BatchListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * Measures what a device does.
 *
 * <p>Threads: any.
 */
public final class DeviceMetrics implements BatchListener {
    private static final double[] TOKENS = {16, 64, 128, 256, 512, 1_024, 1_536, 2_048, 4_096, 8_192, 16_384, 65_536};

    private final Counter batches;
    private final Counter tokens;
    private final Counter padding;
    private final Counter busy;
    private final Timer tokenize;
    private final Timer encode;
    private final DistributionSummary batchTokens;

    /** @param device its name, as a label */
    public DeviceMetrics(MeterRegistry registry, String device) {
        batches = counter(registry, "kalmstream.device.batches", "Batches the device encoded");
        tokens = counter(registry, "kalmstream.device.tokens", "Tokens of texts that the device encoded");
        padding = counter(
                registry,
                "kalmstream.device.padding.tokens",
                "Tokens the device computed only to fill up shorter texts");
        busy = Counter.builder("kalmstream.device.busy.seconds")
                .description("Time the device spent on batches")
                .tag("device", device)
                .register(registry);
        tokenize = Buckets.timer(registry, "kalmstream.tokenize", "Tokenizing one text");
        encode = Buckets.timer(registry, "kalmstream.encode", "Encoding one device batch");
        batchTokens = DistributionSummary.builder("kalmstream.device.batch.tokens")
                .description("Tokens of one device batch, padding included")
                .serviceLevelObjectives(TOKENS)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    @Override
    public void encoded(int rows, int ownTokens, int paddedTokens, long nanos) {
        batches.increment();
        tokens.increment(ownTokens);
        padding.increment(paddedTokens - ownTokens);
        busy.increment(nanos / 1e9);
        encode.record(Duration.ofNanos(nanos));
        batchTokens.record(paddedTokens);
    }

    @Override
    public void tokenized(long nanos) {
        tokenize.record(Duration.ofNanos(nanos));
    }
}
