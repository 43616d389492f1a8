package io.kalmstream.sinks.qdrant;

import io.qdrant.client.VectorInputFactory;
import io.qdrant.client.grpc.Points.VectorInput;
import java.util.List;

/** The vectors of the examples that are in the store. */
record ExampleVectors(List<Weighted> positives, List<Weighted> negatives) {
    ExampleVectors {
        positives = List.copyOf(positives);
        negatives = List.copyOf(negatives);
    }

    /** @param weight positive */
    record Weighted(float[] vector, double weight) {
        VectorInput input() {
            return VectorInputFactory.vectorInput(vector);
        }
    }

    /** With equal weights, exactly what Qdrant's {@code average_vector} compares with. There must be an example. */
    float[] mean() {
        if (negatives.isEmpty()) {
            return mean(positives);
        }
        float[] negative = mean(negatives);
        float[] positive = positives.isEmpty() ? new float[negative.length] : mean(positives);
        float[] mean = new float[negative.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = positive[i] + positive[i] - negative[i];
        }
        return mean;
    }

    private static float[] mean(List<Weighted> examples) {
        // Divided by the largest first: equal weights become 1, and add nothing to Qdrant's own rounding.
        double largest = examples.stream().mapToDouble(Weighted::weight).max().orElseThrow();
        float[] sum = new float[examples.getFirst().vector().length];
        float weights = 0;
        for (Weighted example : examples) {
            float weight = (float) (example.weight() / largest);
            weights += weight;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * example.vector()[i];
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= weights;
        }
        return sum;
    }
}
