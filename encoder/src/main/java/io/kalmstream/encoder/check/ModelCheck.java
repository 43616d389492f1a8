package io.kalmstream.encoder.check;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.Precision;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks an open model. */
public final class ModelCheck {
    private static final String PUBLISHED = "published answers";
    private static final String V25 = "KaLM-embedding-multilingual-mini-instruct-v2.5";
    private static final String GEMMA3 = "KaLM-Embedding-Gemma3-12B-2511";

    private ModelCheck() {}

    /**
     * A model that comes without a plan: what holds for every model.
     *
     * @throws EncoderException the model fails altogether
     */
    public static List<CheckResult> run(TextEncoder encoder) {
        return run(
                encoder,
                Tolerance.of(Precision.FP32),
                skipped("none are known of " + encoder.model().name()));
    }

    /**
     * A checkpoint: what holds for every model, and published answers if it is a model that has some, by its name or its weights.
     *
     * <p>Threads: the caller owns the encoder; nobody else may use it meanwhile.
     *
     * @param encoder was opened with this plan
     * @return at least one result; one of them FAILED means that the model should not be used
     * @throws EncoderException the model fails altogether
     */
    public static List<CheckResult> run(TextEncoder encoder, ModelPlan plan, Precision precision) {
        Tolerance tolerance = Tolerance.of(precision);
        return run(encoder, tolerance, golden(encoder, plan, tolerance));
    }

    private static List<CheckResult> run(TextEncoder encoder, Tolerance tolerance, List<CheckResult> golden) {
        List<CheckResult> results = new ArrayList<>(SelfChecks.run(new Probe(encoder), tolerance));
        results.addAll(golden);
        return List.copyOf(results);
    }

    private static List<CheckResult> golden(TextEncoder encoder, ModelPlan plan, Tolerance tolerance) {
        Optional<Golden> golden = golden(plan);
        if (golden.isEmpty()) {
            return skipped("none are known of " + plan.card().name());
        }
        if (!plan.prompts().document().isEmpty()) {
            return skipped("they are of texts without the document prompt that is set");
        }
        int dimensions = golden.get().dimensions();
        if (encoder.model().dimensions() != dimensions) {
            return skipped("they are of vectors of " + dimensions + " dimensions, these have "
                    + encoder.model().dimensions());
        }
        return golden.get().run(new Probe(encoder), tolerance);
    }

    private static Optional<Golden> golden(ModelPlan plan) {
        if (plan.card().name().equalsIgnoreCase(GEMMA3)) {
            return Optional.of(new GoldenGemma3());
        }
        Golden v25 = new GoldenV25();
        if (plan.card().name().equalsIgnoreCase(V25)) {
            return Optional.of(v25);
        }
        return plan.spec().hidden() == v25.dimensions() && Fingerprint.isOf(plan, GoldenV25.WEIGHTS)
                ? Optional.of(v25)
                : Optional.empty();
    }

    private static List<CheckResult> skipped(String reason) {
        return List.of(CheckResult.skipped(PUBLISHED, "the same", reason));
    }
}
