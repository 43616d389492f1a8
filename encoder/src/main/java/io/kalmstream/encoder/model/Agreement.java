package io.kalmstream.encoder.model;

import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How near the vectors of one model are to those of another for the same texts.
 *
 * @param mean cosine
 * @param worst cosine
 * @param texts that were compared
 */
public record Agreement(double mean, double worst, int texts) {
    private static final String TEXTS = "agreement-texts.txt";
    private static final int BATCH = 8;
    /** What is lost of a model's quality below this is seen in search results. */
    private static final double GOOD = 0.98;

    boolean isPoor() {
        return mean < GOOD;
    }

    String warning() {
        return String.format(
                Locale.ROOT,
                "The int8 vectors are not near enough to the fp32 ones: cosine %.4f on average, %.4f at worst; use"
                        + " fp32",
                mean,
                worst);
    }

    /** Short and long texts in many languages, code, numbers. */
    static List<String> sample() {
        try (InputStream resource = Agreement.class.getResourceAsStream(TEXTS)) {
            if (resource == null) {
                throw new IllegalStateException("the jar has no " + TEXTS);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<float[]> vectors(TextEncoder encoder, List<String> texts) {
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<TokenizedText> batch = texts.subList(from, Math.min(texts.size(), from + BATCH)).stream()
                    .map(text -> encoder.tokenize(text, Side.DOCUMENT))
                    .toList();
            vectors.addAll(encoder.encode(batch));
        }
        return vectors;
    }

    /** @param left of unit length, as are {@code right} */
    static Agreement of(List<float[]> left, List<float[]> right) {
        DoubleSummaryStatistics cosines = IntStream.range(0, left.size())
                .mapToDouble(i -> cosine(left.get(i), right.get(i)))
                .summaryStatistics();
        return new Agreement(cosines.getAverage(), cosines.getMin(), left.size());
    }

    private static double cosine(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
