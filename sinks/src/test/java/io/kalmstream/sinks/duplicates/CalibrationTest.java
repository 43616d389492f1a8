package io.kalmstream.sinks.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kalmstream.sinks.duplicates.Calibration.Outcome;
import io.kalmstream.sinks.duplicates.Calibration.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CalibrationTest {
    @Test
    void suggest_kindsApart_theMiddleBetweenThem() {
        Calibration calibration = of(same(0.99), same(0.95), other(0.85), other(0.2));

        Outcome suggested = calibration.suggest(1).orElseThrow();

        assertThat(suggested.threshold()).isCloseTo(0.9, within(1e-9));
        assertThat(suggested.precision()).isEqualTo(1);
        assertThat(suggested.recall()).isEqualTo(1);
        assertThat(calibration.best().threshold()).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void suggest_kindsMixed_asManyAsThePrecisionAllows() {
        Calibration calibration = of(same(0.99), same(0.95), other(0.9), same(0.8), same(0.75), other(0.7));

        assertThat(calibration.suggest(1).orElseThrow()).satisfies(strict -> {
            assertThat(strict.threshold()).isCloseTo(0.925, within(1e-9));
            assertThat(strict).isEqualTo(new Outcome(strict.threshold(), 2, 0, 2));
        });
        assertThat(calibration.suggest(0.8).orElseThrow()).satisfies(loose -> {
            assertThat(loose.threshold()).isCloseTo(0.725, within(1e-9));
            assertThat(loose.precision()).isEqualTo(0.8);
            assertThat(loose.recall()).isEqualTo(1);
        });
    }

    @Test
    void suggest_noneIsThatPrecise() {
        assertThat(of(other(0.99), same(0.95)).suggest(0.9)).isEmpty();
    }

    @Test
    void suggest_sameScoreOfBothKinds_isNotCutThrough() {
        Calibration calibration = of(same(0.9), same(0.8), other(0.8));

        assertThat(calibration.suggest(1).orElseThrow())
                .satisfies(strict -> assertThat(strict).isEqualTo(new Outcome(strict.threshold(), 1, 0, 1)));
        assertThat(calibration.at(0.8)).isEqualTo(new Outcome(0.8, 2, 1, 0));
    }

    @Test
    void suggest_allAtTheTop_isAThresholdStill() {
        assertThat(of(same(1.000_000_1), other(1)).suggest(0.5).orElseThrow().threshold())
                .isGreaterThan(0)
                .isLessThanOrEqualTo(1);
    }

    @Test
    void of_oneKindOnly_saysSo() {
        assertThatThrownBy(() -> of(same(0.9), same(0.8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 of 2");
    }

    private static Calibration of(Pair... pairs) {
        return new Calibration(List.of(pairs));
    }

    private static Pair same(double score) {
        return new Pair(score, true);
    }

    private static Pair other(double score) {
        return new Pair(score, false);
    }
}
