package io.kalmstream.encoder.check;

import java.util.List;

/**
 * KaLM-Embedding-Gemma3-12B-2511, from an example that a user published: computed in bf16, so the limit is wide. It still tells a wrong
 * mask, pooling or end token, which change most values by more.
 */
final class GoldenGemma3 implements Golden {
    private static final double LIMIT = 8e-3;
    private static final String PROMPT = "Instruct: Classifying the category of french news.\nQuery:";
    private static final String FIRST = PROMPT + "This is an example sentence";
    private static final String SECOND = PROMPT + "Each sentence is converted";

    @Override
    public String title() {
        return "KaLM Gemma3-12B";
    }

    @Override
    public int dimensions() {
        return 3840;
    }

    @Override
    public List<CheckResult> run(Probe probe, Tolerance tolerance) {
        double limit = Math.max(LIMIT, tolerance.value());
        float[] first = probe.vector(FIRST);
        float[] second = probe.vector(SECOND);
        int tail = dimensions() - 3;
        return List.of(
                GoldenValues.check(title(), List.of(-0.01867676, 0.02319336, 0.00280762), first, 0, limit),
                GoldenValues.check(title(), List.of(-0.02075195, 0.00196838, -0.0703125), first, tail, limit),
                GoldenValues.check(title(), List.of(-0.0067749, 0.03491211, 0.01434326), second, 0, limit),
                GoldenValues.check(title(), List.of(-0.0043335, 0.00509644, -0.04174805), second, tail, limit));
    }
}
