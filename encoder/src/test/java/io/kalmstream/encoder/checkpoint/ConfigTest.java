package io.kalmstream.encoder.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "qwen2 | hidden_act | \"gelu\"",
                "qwen2 | quantization_config | {\"bits\":4}",
                "qwen2 | attn_logit_softcapping | 50.0",
                "qwen2 | rope_scaling | {\"type\":\"yarn\",\"factor\":4.0}",
                "qwen2 | rope_parameters | {\"rope_type\":\"dynamic\",\"factor\":2.0}",
                "qwen2 | rope_scaling | {\"type\":\"linear\",\"factor\":4.0}",
                "qwen2 | rope_parameters | {\"rope_type\":\"default\",\"partial_rotary_factor\":0.5}",
                "qwen2 | partial_rotary_factor | 0.5",
                "qwen2 | num_key_value_heads | 3",
                "qwen2 | num_attention_heads | 5",
                "qwen2 | hidden_size | -16",
                "qwen2 | hidden_size | \"16\"",
                "qwen2 | hidden_size | 16.5",
                "qwen2 | num_hidden_layers | 100000",
                "qwen2 | rms_norm_eps | 0",
                "qwen2 | rope_theta | -1",
                "qwen2 | is_causal | \"no\"",
                "qwen2 | model_type | \"llama\"",
                "gemma3 | attn_logit_softcapping | 50.0",
                "gemma3 | hidden_activation | \"silu\"",
                "gemma3 | attention_bias | true",
                "gemma3 | layer_types | [\"full_attention\"]",
                "gemma3 | layer_types | [\"chunked_attention\"]",
                "gemma3 | rope_scaling | {\"rope_type\":\"llama3\",\"factor\":8.0}",
                "gemma3 | rope_scaling | {\"rope_type\":\"linear\",\"factor\":8.0,\"low_freq_factor\":1.0}",
                "bert | hidden_act | \"gelu_new\"",
                "bert | position_embedding_type | \"relative_key\"",
                "bert | is_decoder | true",
                "bert | add_cross_attention | true",
                "bert | pruned_heads | {\"0\":[1]}",
                "bert | num_attention_heads | 5",
            })
    void plan_notImplementedOrNonsense_isRefusedByKeyAndValue(String architecture, String key, String value) {
        TestingCheckpoint checkpoint = checkpoint(architecture);
        checkpoint.write();
        checkpoint.config(key, value);

        assertThatThrownBy(checkpoint::plan)
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("config.json")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"))
                .satisfies(e -> assertThat(e.getMessage()).containsAnyOf(key, "linear scaling"));
    }

    @ParameterizedTest
    @CsvSource({
        "qwen2,vocab_size", "qwen2,hidden_size", "qwen2,num_hidden_layers", "qwen2,num_attention_heads",
        "qwen2,intermediate_size", "qwen2,max_position_embeddings", "qwen2,model_type", "bert,vocab_size",
        "bert,max_position_embeddings"
    })
    void plan_keyMissing_isNamed(String architecture, String key) {
        TestingCheckpoint checkpoint = checkpoint(architecture);
        checkpoint.write();
        checkpoint.config(config -> config.remove(key));

        assertThatThrownBy(checkpoint::plan)
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining(key + " is missing");
    }

    @Test
    void plan_qwen2OfTransformers5_isTheSame() {
        ModelSpec old = TestingCheckpoint.qwen2(folder).plan().spec();
        ModelSpec now = TestingCheckpoint.qwen2(folder)
                .config(config -> config.remove(List.of("rope_theta", "max_window_layers", "sliding_window")))
                .config("rope_parameters", "{\"rope_theta\": 1000000.0, \"rope_type\": \"default\"}")
                .config("layer_types", "[\"full_attention\", \"full_attention\"]")
                .plan()
                .spec();

        assertThat(now).isEqualTo(old);
    }

    @Test
    void plan_gemma3OfTransformers5_isTheSame() {
        ModelSpec old = TestingCheckpoint.gemma3(folder).plan().spec();
        ModelSpec now = TestingCheckpoint.gemma3(folder)
                .config(ConfigTest::newGemma3)
                .config("_sliding_window_pattern", "2")
                .plan()
                .spec();

        assertThat(now).isEqualTo(old);
    }

    private static void newGemma3(ObjectNode config) {
        config.remove(List.of("rope_theta", "rope_scaling", "rope_local_base_freq", "sliding_window_pattern"));
        ObjectNode rope = config.putObject("rope_parameters");
        rope.putObject("full_attention")
                .put("rope_type", "linear")
                .put("factor", 8.0)
                .put("rope_theta", 1e6);
        rope.putObject("sliding_attention").put("rope_type", "default").put("rope_theta", 1e4);
        for (int i = 0; i < 6; i++) {
            config.withArray("layer_types").add(i == 5 ? "full_attention" : "sliding_attention");
        }
    }

    @Test
    void plan_gemma3ThatSeesToo_isItsTextPart() {
        ModelSpec text = TestingCheckpoint.gemma3(folder).plan().spec();
        ModelSpec part = TestingCheckpoint.gemma3(folder)
                .config(config -> {
                    ObjectNode inner = config.deepCopy();
                    config.removeAll();
                    config.put("model_type", "gemma3").set("text_config", inner);
                })
                .plan()
                .spec();

        assertThat(part).isEqualTo(text);
    }

    @Test
    void plan_gemma3QuantizedAsAWhole_isRefused() {
        TestingCheckpoint checkpoint = TestingCheckpoint.gemma3(folder);
        checkpoint.write();
        checkpoint.config(config -> {
            ObjectNode inner = config.deepCopy();
            config.removeAll();
            config.put("model_type", "gemma3").set("text_config", inner);
            config.putObject("quantization_config").put("bits", 4);
        });

        assertThatThrownBy(checkpoint::plan).hasMessageContaining("quantization_config");
    }

    @Test
    void plan_gemma3Bidirectional_hasTheWindowOfBothSides() {
        ModelPlan plan = TestingCheckpoint.gemma3(folder)
                .config("use_bidirectional_attention", "true")
                .plan();

        assertThat(plan.attention()).isEqualTo(Attention.BIDIRECTIONAL);
        assertThat(((ModelSpec.Gemma3) plan.spec()).slidingWindow()).isEqualTo(513);
    }

    @Test
    void plan_gemma3NotCausal_hasTheWindowOnEachSide() {
        ModelPlan plan = TestingCheckpoint.gemma3(folder)
                .config("is_causal", "false")
                .config("use_bidirectional_attention", "false")
                .plan();

        assertThat(plan.attention()).isEqualTo(Attention.BIDIRECTIONAL);
        assertThat(((ModelSpec.Gemma3) plan.spec()).slidingWindow()).isEqualTo(1025);
    }

    @Test
    void plan_qwen2WithAWindow_isRefusedWhereTextsAreLonger() {
        TestingCheckpoint checkpoint = TestingCheckpoint.qwen2(folder)
                .config("use_sliding_window", "true")
                .config("max_window_layers", "1");

        assertThat(checkpoint
                        .plan(EncoderOptions.defaults().withMaxTokens(64))
                        .card()
                        .maxTokens())
                .isEqualTo(64);
        assertThatThrownBy(() -> checkpoint.plan(EncoderOptions.defaults().withMaxTokens(65)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("use_sliding_window")
                .hasMessageContaining("64");
    }

    @Test
    void plan_qwen2WithAWindowOfNoLayer_isNotConcerned() {
        assertThat(TestingCheckpoint.qwen2(folder)
                        .config("use_sliding_window", "true")
                        .plan()
                        .card()
                        .maxTokens())
                .isEqualTo(128);
    }

    @Test
    void plan_unknownKey_isSaid() {
        ModelPlan plan = TestingCheckpoint.qwen2(folder)
                .config("alibi", "true")
                .config("novelty", "false")
                .config("torch_dtype", "\"float32\"")
                .plan();

        assertThat(plan.decisions().stream().flatMap(decision -> decision.warning().stream()))
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("alibi").doesNotContain("novelty", "torch_dtype"));
    }

    @Test
    void plan_keyTwice_isRefused() {
        TestingCheckpoint.qwen2(folder).write();
        TestingCheckpoint twice = TestingCheckpoint.qwen2(folder);
        twice.write();
        twice.without("config.json").file("config.json", "{\"model_type\": \"qwen2\", \"model_type\": \"bert\"}");

        assertThatThrownBy(() -> Checkpoints.plan(folder, EncoderOptions.defaults()))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("config.json");
    }

    @Test
    void plan_noConfig_saysWhatIsMissing() {
        assertThatThrownBy(() -> Checkpoints.plan(folder, EncoderOptions.defaults()))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining(folder.resolve("config.json") + " is missing");
        assertThatThrownBy(() -> Checkpoints.plan(folder.resolve("nowhere"), EncoderOptions.defaults()))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("is not a folder");
    }

    private TestingCheckpoint checkpoint(String architecture) {
        return switch (architecture) {
            case "qwen2" -> TestingCheckpoint.qwen2(folder);
            case "gemma3" -> TestingCheckpoint.gemma3(folder);
            default -> TestingCheckpoint.bert(folder);
        };
    }
}
