package io.kalmstream.encoder.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What holds for every model: its vectors are finite, of unit length, and do not depend on the texts beside them. */
final class SelfChecks {
    private static final int TEXTS = 32;
    private static final List<String> SENTENCES = List.of(
            "A cat sleeps on the sofa.",
            "\u4eca\u5929\u5929\u6c14\u5f88\u597d\uff0c\u6211\u4eec\u53bb\u516c\u56ed\u3002",
            "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645",
            "The export button crashes the settings page.",
            "\uD83D\uDE00 \uD83D\uDC4D\uD83C\uDFFD",
            "x",
            "Stra\u00dfe, caf\u00e9, na\u00efve",
            "SELECT id FROM events WHERE text LIKE '%\\n%'");

    private SelfChecks() {}

    static List<CheckResult> run(Probe probe, Tolerance tolerance) {
        List<String> texts = texts();
        List<float[]> alone = texts.stream().map(probe::vector).toList();
        List<float[]> together = probe.together(texts);
        List<float[]> all = new ArrayList<>(alone);
        all.addAll(together);
        return List.of(finite(all), unit(all, tolerance), batch(alone, together, tolerance));
    }

    /** Of many lengths, so that most of them are padded when they are together. */
    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            String sentence = SENTENCES.get(i % SENTENCES.size());
            texts.add((sentence + " ").repeat(1 + i / SENTENCES.size()) + i);
        }
        return texts;
    }

    private static CheckResult finite(List<float[]> vectors) {
        long bad = vectors.stream().filter(vector -> !isFinite(vector)).count();
        return CheckResult.of(
                "every value is a number",
                "in all of " + vectors.size() + " vectors",
                bad == 0 ? "in all" : "not in " + bad,
                bad == 0);
    }

    private static boolean isFinite(float[] vector) {
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static CheckResult unit(List<float[]> vectors, Tolerance tolerance) {
        double worst = 0;
        for (float[] vector : vectors) {
            worst = larger(worst, Math.abs(Probe.norm(vector) - 1));
        }
        return CheckResult.of(
                "vectors have unit length",
                "within " + tolerance.norm(),
                String.format(Locale.ROOT, "worst is off by %.1e", worst),
                worst <= tolerance.norm());
    }

    private static CheckResult batch(List<float[]> alone, List<float[]> together, Tolerance tolerance) {
        double worst = 0;
        for (int i = 0; i < alone.size(); i++) {
            worst = larger(worst, 1 - Probe.cosine(alone.get(i), together.get(i)));
        }
        return CheckResult.of(
                "a text alone and among " + TEXTS + " has the same vector",
                "cosine at least " + (1 - tolerance.batch()),
                String.format(Locale.ROOT, "worst cosine is %.7f", 1 - worst),
                worst <= tolerance.batch());
    }

    /** What is not a number is larger than any. */
    private static double larger(double worst, double next) {
        return Double.isNaN(next) || next > worst ? next : worst;
    }
}
