package io.kalmstream.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PipelineBenchIT {
    private static final Duration LOAD = Duration.ofSeconds(1);
    private static final Path SAMPLES = Path.of("samples");

    @Test
    void run_withoutModelAndStore_measuresEvents() throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();

        PipelineReport report = new PipelineBench(
                        new PipelineBenchSettings(
                                Optional.empty(),
                                new BenchStore.Null(),
                                2,
                                2,
                                OptionalInt.of(2_000),
                                Optional.empty(),
                                3,
                                LOAD),
                        telling(said))
                .run(BenchTexts.read(SAMPLES));

        assertThat(report.events()).isEqualTo(2_000);
        assertThat(report.rounds()).isEqualTo(3);
        assertThat(report.speed().median())
                .isBetween(report.speed().slowest(), report.speed().fastest());
        assertThat(report.speed().slowest()).isPositive();
        assertThat(report.againstEncoder()).isEmpty();
        assertThat(report.load().events()).isPositive();
        assertThat(report.load().p99Millis())
                .isGreaterThanOrEqualTo(report.load().p50Millis());
        assertThat(said).hasSize(4 + 3);
    }

    @Test
    void run_withModelAndStore_comparesWithTheModelAlone() throws IOException, InterruptedException {
        PipelineReport report = new PipelineBench(
                        new PipelineBenchSettings(
                                Optional.of(new ModelChoice(
                                        Encoders.BUILT_IN,
                                        EncoderOptions.defaults().withPrecision(Precision.INT8))),
                                new BenchStore.Embedded(),
                                1,
                                2,
                                OptionalInt.of(100),
                                Optional.empty(),
                                1,
                                LOAD),
                        telling(new ArrayList<>()))
                .run(BenchTexts.read(SAMPLES));

        assertThat(report.model()).startsWith("all-MiniLM-L6-v2");
        assertThat(report.store()).isEqualTo("embedded");
        assertThat(report.paddingRatio()).isBetween(0.0, 0.9);
        assertThat(report.againstEncoder()).hasValueSatisfying(against -> {
            assertThat(against.speed().median()).isPositive();
            assertThat(against.efficiency())
                    .isEqualTo(report.speed().median() / against.speed().median());
        });
        assertThat(report.load().batchMillis()).isPositive();
        assertThat(report.load().boundMillis()).isGreaterThan(200);
    }

    private static Progress telling(List<String> said) {
        return new Progress() {
            @Override
            public void say(String line) {
                said.add(line);
            }

            @Override
            public void at(long done, long total) {}

            @Override
            public void close() {}
        };
    }
}
