package io.kalmstream.deploy.bench;

import java.util.List;

/** How alike two programs' vectors of the same texts are. */
record Cosines(double mean, double least) {
    static Cosines of(List<float[]> ours, List<float[]> theirs) {
        double sum = 0;
        double least = 1;
        for (int i = 0; i < ours.size(); i++) {
            double cosine = cosine(ours.get(i), theirs.get(i));
            sum += cosine;
            least = Math.min(least, cosine);
        }
        return new Cosines(sum / ours.size(), least);
    }

    private static double cosine(float[] left, float[] right) {
        double product = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int i = 0; i < left.length; i++) {
            product += (double) left[i] * right[i];
            leftSquares += (double) left[i] * left[i];
            rightSquares += (double) right[i] * right[i];
        }
        return product / Math.sqrt(leftSquares * rightSquares);
    }
}
