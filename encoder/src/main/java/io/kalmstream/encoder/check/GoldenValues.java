package io.kalmstream.encoder.check;

import java.util.List;
import java.util.Locale;

/** Compares some of a vector's values with published ones. */
final class GoldenValues {
    private GoldenValues() {}

    /** @param from the first of the values in the vector */
    static CheckResult check(String title, List<Double> expected, float[] vector, int from, double limit) {
        double worst = 0;
        for (int i = 0; i < expected.size(); i++) {
            double difference = Math.abs(vector[from + i] - expected.get(i));
            worst = Double.isNaN(difference) || difference > worst ? difference : worst;
        }
        return CheckResult.of(
                "values " + (from + 1) + " to " + (from + expected.size()) + " of a published vector of " + title,
                "within " + limit,
                String.format(Locale.ROOT, "worst is off by %.1e", worst),
                worst <= limit);
    }
}
