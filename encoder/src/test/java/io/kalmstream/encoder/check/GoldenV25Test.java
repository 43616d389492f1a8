package io.kalmstream.encoder.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.check.CheckResult.Verdict;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GoldenV25Test {
    @Test
    void check_publishedHead_passesWithinTheLimitOnly() {
        List<Double> head = List.of(0.1, -0.2);

        assertThat(GoldenValues.check("m", head, new float[] {0, 0.1001f, -0.2001f}, 1, 2e-4)
                        .verdict())
                .isEqualTo(Verdict.PASSED);
        assertThat(GoldenValues.check("m", head, new float[] {0, 0.1001f, -0.2003f}, 1, 2e-4)
                        .verdict())
                .isEqualTo(Verdict.FAILED);
        assertThat(GoldenValues.check("m", head, new float[] {0, Float.NaN, -0.2f}, 1, 2e-4)
                        .verdict())
                .isEqualTo(Verdict.FAILED);
    }

    /** The published probabilities are softmax(cosine / 0.1); the differences of cosines were taken back from them. */
    @Test
    void publishedGaps_areThoseOfThePublishedProbabilities() {
        assertThat(0.1 * Math.log(0.7937679922689964 / 0.131790116809968)).isCloseTo(0.179558, within());
        assertThat(0.1 * Math.log(0.7937679922689964 / 0.07444189092103566)).isCloseTo(0.236677, within());
        assertThat(0.1 * Math.log(0.43631340883021275 / 0.15376904118628926)).isCloseTo(0.104291, within());
        assertThat(0.1 * Math.log(0.43631340883021275 / 0.40991754998349794)).isCloseTo(0.006240, within());
    }

    private static Offset<Double> within() {
        return Assertions.within(1e-6);
    }
}
