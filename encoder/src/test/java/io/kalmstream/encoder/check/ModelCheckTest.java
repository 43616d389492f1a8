package io.kalmstream.encoder.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Precision;
import io.kalmstream.encoder.Prompts;
import io.kalmstream.encoder.check.CheckResult.Verdict;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.checkpoint.ModelSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelCheckTest {
    private static final String V25 = "KaLM-embedding-multilingual-mini-instruct-v2.5";
    private static final String GEMMA3 = "KaLM-Embedding-Gemma3-12B-2511";
    private static final int[] EXAMPLE_IDS = {1986, 374, 458, 3110, 11652, 151643};

    @Test
    void run_goodModelWithoutPublishedAnswers_passesAndSkipsThose() {
        List<CheckResult> results = ModelCheck.run(encoder("some-model", 64));

        assertThat(results).hasSize(4);
        assertThat(verdicts(results.subList(0, 3))).containsOnly(Verdict.PASSED);
        assertThat(results.get(3).verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(results.get(3).actual()).contains("some-model");
    }

    @Test
    void run_valueThatIsNoNumber_failsEveryCheckOfValues() {
        List<CheckResult> results = ModelCheck.run(encoder("m", 64).spoilTogether(vector -> {
            vector[3] = Float.NaN;
            return vector;
        }));

        assertThat(verdicts(results.subList(0, 3))).containsOnly(Verdict.FAILED);
    }

    @Test
    void run_vectorTooLong_failsUnitLengthAlone() {
        List<CheckResult> results = ModelCheck.run(encoder("m", 64).spoilAlone(vector -> {
            for (int i = 0; i < vector.length; i++) {
                vector[i] *= 1.001f;
            }
            return vector;
        }));

        assertThat(verdicts(results.subList(0, 3))).containsExactly(Verdict.PASSED, Verdict.FAILED, Verdict.PASSED);
    }

    @Test
    void run_vectorDependsOnItsBatch_failsThatAlone() {
        List<CheckResult> results = ModelCheck.run(encoder("m", 64).spoilTogether(ModelCheckTest::turned));

        assertThat(verdicts(results.subList(0, 3))).containsExactly(Verdict.PASSED, Verdict.PASSED, Verdict.FAILED);
    }

    @Test
    void run_int8_allowsWhatFp32DoesNot() {
        ScriptedEncoder encoder = encoder("m", 64).spoilTogether(ModelCheckTest::turned);

        assertThat(verdicts(ModelCheck.run(encoder, plan(encoder.model(), Prompts.NONE), Precision.FP32)))
                .contains(Verdict.FAILED);
        assertThat(verdicts(ModelCheck.run(encoder, plan(encoder.model(), Prompts.NONE), Precision.INT8)))
                .doesNotContain(Verdict.FAILED);
    }

    @Test
    void run_namedV25WithOtherVectors_failsPublishedAnswers() {
        ScriptedEncoder encoder = encoder(V25, 896);

        List<CheckResult> results = ModelCheck.run(encoder, plan(encoder.model(), Prompts.NONE), Precision.FP32);

        assertThat(results).hasSize(3 + 14);
        assertThat(verdicts(results.subList(3, results.size()))).containsOnly(Verdict.FAILED);
    }

    @Test
    void run_namedV25WithItsTokens_passesThoseAlone() {
        ScriptedEncoder encoder = encoder(V25, 896)
                .tokens((ids, text) ->
                        new String(text, 0, text.length).equals("This is an example sentence") ? EXAMPLE_IDS : ids);

        List<CheckResult> results = ModelCheck.run(encoder, plan(encoder.model(), Prompts.NONE), Precision.FP32);

        assertThat(results.get(3)).satisfies(result -> {
            assertThat(result.check()).isEqualTo("tokens of a sentence");
            assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        });
        assertThat(verdicts(results.subList(4, results.size()))).containsOnly(Verdict.FAILED);
    }

    @Test
    void run_namedV25WithoutEndToken_failsItsTokens() {
        ScriptedEncoder encoder = encoder(V25, 896).tokens((_, _) -> new int[] {1986, 374, 458, 3110, 11652});

        CheckResult tokens = ModelCheck.run(encoder, plan(encoder.model(), Prompts.NONE), Precision.FP32)
                .get(3);

        assertThat(tokens.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(tokens.expected()).contains("151643");
    }

    @Test
    void run_gemma3WithOtherVectors_fails() {
        ScriptedEncoder encoder = encoder(GEMMA3, 3840);

        List<CheckResult> results = ModelCheck.run(encoder, plan(encoder.model(), Prompts.NONE), Precision.FP32);

        assertThat(verdicts(results)).hasSize(3 + 4).contains(Verdict.FAILED);
    }

    @Test
    void run_shortenedVectors_skipPublishedAnswersAndSayWhy() {
        ScriptedEncoder encoder = encoder(V25, 256);

        CheckResult golden = ModelCheck.run(encoder, plan(encoder.model(), Prompts.NONE), Precision.FP32)
                .get(3);

        assertThat(golden.verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(golden.actual()).contains("896").contains("256");
    }

    @Test
    void run_documentPromptSet_skipsPublishedAnswers() {
        ScriptedEncoder encoder = encoder(V25, 896);

        CheckResult golden = ModelCheck.run(
                        encoder, plan(encoder.model(), new Prompts("", "passage: ")), Precision.FP32)
                .get(3);

        assertThat(golden.verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(golden.actual()).contains("prompt");
    }

    private static ScriptedEncoder encoder(String name, int dimensions) {
        return new ScriptedEncoder(new ModelCard(name, "1", dimensions, 512));
    }

    private static ModelPlan plan(ModelCard card, Prompts prompts) {
        return new ModelPlan(
                card,
                new ModelSpec.Qwen2(24, 4096, 1, 4, 2, 4, 32, 1e-6f, 1e6),
                Attention.BIDIRECTIONAL,
                Pooling.MEAN,
                prompts,
                Map.of(),
                Path.of("tokenizer.json"),
                List.of());
    }

    /** By an angle whose cosine is about 0.995. */
    private static float[] turned(float[] vector) {
        float[] turned = vector.clone();
        turned[0] += 0.1f;
        float norm = (float) Probe.norm(turned);
        for (int i = 0; i < turned.length; i++) {
            turned[i] /= norm;
        }
        return turned;
    }

    private static List<Verdict> verdicts(List<CheckResult> results) {
        return results.stream().map(CheckResult::verdict).toList();
    }
}
