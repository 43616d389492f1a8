package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.wire.Refusal;
import java.util.List;

/** The one vector that stands for several: Qdrant's {@code average_vector}. Shorter vectors count as if they ended in zeros. */
final class MeanVector {
    private MeanVector() {}

    static float[] of(List<float[]> positives, List<float[]> negatives) {
        if (positives.isEmpty()) {
            throw Refusal.wrongInput("Positive vectors should not be empty with `average` strategy");
        }
        float[] positive = mean(positives);
        if (negatives.isEmpty()) {
            return positive;
        }
        float[] negative = mean(negatives);
        float[] target = new float[Math.min(positive.length, negative.length)];
        for (int i = 0; i < target.length; i++) {
            target[i] = positive[i] + positive[i] - negative[i];
        }
        return target;
    }

    private static float[] mean(List<float[]> vectors) {
        float[] mean =
                new float[vectors.stream().mapToInt(each -> each.length).max().orElseThrow()];
        for (float[] vector : vectors) {
            for (int i = 0; i < vector.length; i++) {
                mean[i] += vector[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= vectors.size();
        }
        return mean;
    }
}
