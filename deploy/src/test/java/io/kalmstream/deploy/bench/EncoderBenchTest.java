package io.kalmstream.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EncoderBenchTest {
    private static final List<String> TEXTS =
            List.of("one", "two words", "three words here", "word ".repeat(200), "and four words here");

    @Test
    void run_withPeer_comparesOnTheTextsThatBothReadWhole() {
        List<String> progress = new ArrayList<>();

        EncoderReport report = new EncoderBench(
                        Encoders.BUILT_IN,
                        EncoderOptions.defaults().withPrecision(Precision.INT8).withThreads(1),
                        2,
                        progress::add)
                .run(TEXTS, Optional.of(LangChain4jPeer::new));

        assertThat(report.documents()).isEqualTo(4);
        assertThat(report.tokens()).isEqualTo(3 + 4 + 5 + 6);
        assertThat(report.precision()).isEqualTo("int8");
        assertThat(report.speed().median()).isPositive();
        assertThat(report.comparison()).hasValueSatisfying(comparison -> {
            assertThat(comparison.against()).isEqualTo("langchain4j");
            assertThat(comparison.meanCosine()).isBetween(0.98, 1.0);
            assertThat(comparison.ratio()).isPositive();
        });
        assertThat(progress).hasSize(5);
    }

    @Test
    void run_alone_readsAllTexts() {
        EncoderReport report = new EncoderBench(
                        Encoders.BUILT_IN, EncoderOptions.defaults().withThreads(2), 1, _ -> {})
                .run(TEXTS, Optional.empty());

        assertThat(report.documents()).isEqualTo(5);
        assertThat(report.paddingRatio()).isBetween(0.0, 1.0);
        assertThat(report.comparison()).isEmpty();
    }
}
