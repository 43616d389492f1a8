package io.kalmstream.encoder.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kalmstream.encoder.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColumnQuantizedTest {
    @Test
    void of_anyMatrix_isWithinHalfAStepOfTheProductOfRowsAndFactors() {
        Random random = Seed.random();
        int in = 7;
        int out = 5;
        float[] matrix = floats(random, in * out);
        float[] factors = floats(random, in);

        ColumnQuantized quantized = ColumnQuantized.of(matrix, factors);

        for (int i = 0; i < matrix.length; i++) {
            float scale = quantized.scales()[i % out];
            assertThat(quantized.values()[i] * scale).isCloseTo(matrix[i] * factors[i / out], within(scale * 0.5001f));
        }
    }

    @Test
    void of_largestOfAColumn_usesAllOfTheByte() {
        ColumnQuantized quantized = ColumnQuantized.of(new float[] {1, -8, 2, 4}, new float[] {1, 1});

        assertThat(quantized.values()).containsExactly(64, -127, 127, 64);
        assertThat(quantized.scales()).containsExactly(2 / 127f, 8 / 127f);
    }

    @Test
    void of_columnOfZeros_staysZero() {
        ColumnQuantized quantized = ColumnQuantized.of(new float[] {0, 1, 0, 1}, new float[] {1, 1});

        assertThat(quantized.values()).containsExactly(0, 127, 0, 127);
        assertThat(quantized.scales()[0]).isEqualTo(1);
    }

    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
