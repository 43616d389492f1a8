package io.kalmstream.encoder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final List<float[]> EXACT = List.of(new float[] {1, 0}, new float[] {0, 1});

    @Test
    void of_sameVectors_isOne() {
        Agreement agreement = Agreement.of(EXACT, EXACT);

        assertThat(agreement).isEqualTo(new Agreement(1, 1, 2));
        assertThat(agreement.isPoor()).isFalse();
    }

    @Test
    void of_oneVectorOff_tellsMeanAndWorstAndWarns() {
        Agreement agreement = Agreement.of(EXACT, List.of(new float[] {1, 0}, new float[] {0.8f, 0.6f}));

        assertThat(agreement.mean()).isCloseTo(0.8, within(1e-6));
        assertThat(agreement.worst()).isCloseTo(0.6, within(1e-6));
        assertThat(agreement.isPoor()).isTrue();
        assertThat(agreement.warning()).contains("0.8000").contains("0.6000").contains("fp32");
    }

    @Test
    void sample_ofTexts_hasManyLanguagesAndNoEmptyOne() {
        assertThat(Agreement.sample()).hasSizeGreaterThanOrEqualTo(40).noneMatch(String::isBlank);
    }
}
