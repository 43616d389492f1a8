package io.kalmstream.encoder.check;

import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.util.List;

/** An encoder as the checks use it: texts are documents. */
final class Probe {
    private final TextEncoder encoder;

    Probe(TextEncoder encoder) {
        this.encoder = encoder;
    }

    int[] ids(String text) {
        return encoder.tokenize(text, Side.DOCUMENT).ids();
    }

    float[] vector(String text) {
        return together(List.of(text)).getFirst();
    }

    List<float[]> together(List<String> texts) {
        List<TokenizedText> batch = texts.stream()
                .map(text -> encoder.tokenize(text, Side.DOCUMENT))
                .toList();
        return encoder.encode(batch);
    }

    double cosine(String left, String right) {
        return cosine(vector(left), vector(right));
    }

    static double cosine(float[] left, float[] right) {
        return dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right));
    }

    static double norm(float[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
