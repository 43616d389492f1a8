package io.kalmstream.encoder.graph;

/**
 * How large the numbers of each channel can be, told from the weights alone: a LayerNorm divides by the deviation of its own input, so
 * no normalised number is beyond {@code sqrt(channels - 1)}, whatever the text. What a linear layer makes of them is a sum of many
 * and is bounded by its mean and so many deviations as if they were independent; the few values beyond are clipped.
 */
final class ChannelBounds {
    private ChannelBounds() {}

    /** @return for each channel; never exceeded */
    static float[] ofNorm(float[] weight, float[] bias) {
        float furthest = (float) Math.sqrt(weight.length - 1);
        float[] bounds = new float[weight.length];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = Math.abs(bias[i]) + furthest * Math.abs(weight[i]);
        }
        return bounds;
    }

    /**
     * @param norm what the layer is given
     * @param matrix [in, out], row-major
     * @param deviations how far from the mean
     * @return for each output its mean and the distance
     */
    static Range ofLinear(Norm norm, float[] matrix, float[] bias, float deviations) {
        int out = bias.length;
        double[] mean = new double[out];
        double[] variance = new double[out];
        for (int row = 0; row < norm.weight.length; row++) {
            double scale = norm.weight[row];
            double shift = norm.bias[row];
            for (int column = 0; column < out; column++) {
                double value = matrix[row * out + column];
                mean[column] += shift * value;
                variance[column] += scale * scale * value * value;
            }
        }
        float[] means = new float[out];
        float[] distances = new float[out];
        for (int column = 0; column < out; column++) {
            means[column] = (float) (mean[column] + bias[column]);
            distances[column] = (float) (deviations * Math.sqrt(variance[column]));
        }
        return new Range(means, distances);
    }

    /** A LayerNorm's weights. */
    record Norm(float[] weight, float[] bias) {}

    /** {@code mean[i] - distance[i]} to {@code mean[i] + distance[i]}. */
    record Range(float[] mean, float[] distance) {
        float[] absolute() {
            float[] bounds = new float[mean.length];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = Math.abs(mean[i]) + distance[i];
            }
            return bounds;
        }

        /** @param least no bound is less */
        float[] upper(float least) {
            float[] bounds = new float[mean.length];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = Math.max(least, mean[i] + distance[i]);
            }
            return bounds;
        }
    }
}
