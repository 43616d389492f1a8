package io.kalmstream.encoder.testing;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A unit vector drawn from the tokens' hash: evenly spread over the sphere. */
final class HashedVector {
    private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private HashedVector() {}

    static float[] of(int[] ids, int dimensions) {
        RandomGenerator random = GENERATORS.create(Sha256.of(ids).getLong());
        double[] drawn = new double[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            drawn[i] = random.nextGaussian();
            squares += drawn[i] * drawn[i];
        }
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (drawn[i] / Math.sqrt(squares));
        }
        return vector;
    }
}
