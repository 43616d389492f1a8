package io.kalmstream.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.batch.EncodeOutcome.Encoded;
import io.kalmstream.encoder.batch.EncodeOutcome.Rejected;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorGuardTest {
    private static final TokenizedText TEXT = new TokenizedText(new int[] {1, 7, 2}, true);

    private final VectorGuard guard = new VectorGuard(2);

    @ParameterizedTest
    @MethodSource("badVectors")
    void check_badVector_isRejectedWithItsCode(float[] vector) {
        assertThat(guard.check(vector, TEXT))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).startsWith("BAD_VECTOR: "));
    }

    static List<float[]> badVectors() {
        return List.of(
                new float[] {1},
                new float[] {0.6f, 0.8f, 0},
                new float[] {0, 0},
                new float[] {0.6f, 0.6f},
                new float[] {1, Float.NaN},
                new float[] {Float.POSITIVE_INFINITY, 0},
                new float[] {1, Float.NEGATIVE_INFINITY},
                new float[] {3e38f, 3e38f});
    }

    @Test
    void check_unitVector_passesAsItIs() {
        float[] vector = {0.6f, 0.8f};

        assertThat(guard.check(vector, TEXT)).isEqualTo(new Encoded(vector, 3, true));
    }
}
