package io.kalmstream.encoder.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kalmstream.encoder.Seed;
import io.kalmstream.encoder.graph.ChannelBounds.Norm;
import io.kalmstream.encoder.graph.ChannelBounds.Range;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChannelBoundsTest {
    private static final int SIZE = 16;

    @Test
    void ofNorm_anyInput_isNeverExceeded() {
        Random random = Seed.random();
        float[] weight = floats(random);
        float[] bias = floats(random);
        float[] bounds = ChannelBounds.ofNorm(weight, bias);

        for (int round = 0; round < 500; round++) {
            double[] input = new double[SIZE];
            for (int i = 0; i < SIZE; i++) {
                // Heavy tails: now and then one number is far from all others.
                input[i] = Math.pow(random.nextGaussian(), 9);
            }
            double[] normalised = normalise(input);
            for (int i = 0; i < SIZE; i++) {
                assertThat(Math.abs(normalised[i] * weight[i] + bias[i])).isLessThanOrEqualTo(bounds[i] * 1.00001);
            }
        }
    }

    @Test
    void ofNorm_oneNumberFarFromAllOthers_isReached() {
        double[] input = new double[SIZE];
        input[3] = 1000;
        float[] ones = new float[SIZE];
        Arrays.fill(ones, 1);

        assertThat(normalise(input)[3]).isCloseTo(ChannelBounds.ofNorm(ones, new float[SIZE])[3], within(1e-4));
    }

    @Test
    void ofLinear_twoInputs_answersMeanAndDeviation() {
        Norm norm = new Norm(new float[] {1, 2}, new float[] {10, 20});

        Range range = ChannelBounds.ofLinear(norm, new float[] {3, 0, 2, 1}, new float[] {1, 5}, 2);

        assertThat(range.mean()).containsExactly(71, 25);
        assertThat(range.distance()).containsExactly(10, 4);
        assertThat(range.absolute()).containsExactly(81, 29);
        assertThat(range.upper(50)).containsExactly(81, 50);
    }

    private static double[] normalise(double[] input) {
        double mean = Arrays.stream(input).average().orElseThrow();
        double variance = Arrays.stream(input)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        return Arrays.stream(input)
                .map(value -> (value - mean) / Math.sqrt(variance))
                .toArray();
    }

    private static float[] floats(Random random) {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
