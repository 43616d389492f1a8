package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.qdrant.client.grpc.Collections.StrictModeConfig;
import org.junit.jupiter.api.Test;

final class RequestLimitsTest {
    private static final RequestLimits OURS =
            new RequestLimits(256, 256, 256, 256, Integer.MAX_VALUE, Integer.MAX_VALUE, 2);

    private static final StrictModeConfig STRICT = StrictModeConfig.newBuilder()
            .setEnabled(true)
            .setUpsertMaxBatchsize(100)
            .setConditionMaxSize(50)
            .setSearchMaxBatchsize(20)
            .setMaxQueryLimit(10)
            .setSearchMaxHnswEf(64)
            .setSearchMaxOversampling(1.5f)
            .build();

    @Test
    void of_settings() {
        assertThat(RequestLimits.of(QdrantSettings.of("http://localhost", null)))
                .isEqualTo(OURS);
    }

    @Test
    void within_smaller() {
        assertThat(OURS.within(STRICT)).isEqualTo(new RequestLimits(50, 50, 20, 10, 10, 64, 1.5));
        assertThat(OURS.within(STRICT.toBuilder().clearConditionMaxSize().build()))
                .isEqualTo(new RequestLimits(100, 256, 20, 10, 10, 64, 1.5));
    }

    @Test
    void within_largerOrNone() {
        StrictModeConfig larger = StrictModeConfig.newBuilder()
                .setEnabled(true)
                .setUpsertMaxBatchsize(1L << 40)
                .setConditionMaxSize(1L << 40)
                .setSearchMaxBatchsize(1L << 40)
                .build();

        assertThat(OURS.within(larger)).isEqualTo(OURS);
    }

    @Test
    void within_switchedOff() {
        assertThat(OURS.within(STRICT.toBuilder().setEnabled(false).build())).isEqualTo(OURS);
    }
}
