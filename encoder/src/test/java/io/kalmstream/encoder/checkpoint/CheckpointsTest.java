package io.kalmstream.encoder.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Prompts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    private Path folder;

    @Test
    void plan_qwen2_hasItsSizesAndTensors() {
        ModelPlan plan = TestingCheckpoint.qwen2(folder).plan();

        assertThat(plan.spec()).isEqualTo(new ModelSpec.Qwen2(24, 16, 2, 4, 2, 4, 32, 1e-6f, 1e6));
        assertThat(plan.attention()).isEqualTo(Attention.CAUSAL);
        assertThat(plan.pooling()).isEqualTo(Pooling.MEAN);
        assertThat(plan.prompts()).isEqualTo(Prompts.NONE);
        assertThat(plan.card().dimensions()).isEqualTo(16);
        assertThat(plan.card().maxTokens()).isEqualTo(128);
        assertThat(plan.weights()).hasSize(2 * 12 + 2);
        assertThat(plan.weight("layers.1.self_attn.k_proj.weight").shape()).isEqualTo(List.of(8L, 16L));
        assertThat(plan.tokenizer()).isEqualTo(folder.resolve("tokenizer.json"));
    }

    @Test
    void plan_gemma3_hasItsSizesAndTensors() {
        ModelPlan plan = TestingCheckpoint.gemma3(folder).plan();

        assertThat(plan.spec())
                .isEqualTo(new ModelSpec.Gemma3(
                        24,
                        16,
                        6,
                        4,
                        2,
                        8,
                        32,
                        1e-6f,
                        4,
                        1 / 16.0,
                        1024,
                        List.of(true, true, true, true, true, false),
                        new ModelSpec.Rope(1e6, 8),
                        new ModelSpec.Rope(1e4, 1)));
        assertThat(plan.attention()).isEqualTo(Attention.CAUSAL);
        assertThat(plan.pooling()).isEqualTo(Pooling.LAST_TOKEN);
        assertThat(plan.weights()).hasSize(6 * 13 + 2);
    }

    @Test
    void plan_bert_hasItsSizesAndTensors() {
        ModelPlan plan = TestingCheckpoint.bert(folder).plan();

        assertThat(plan.spec()).isEqualTo(new ModelSpec.Bert(24, 16, 2, 4, 32, 512, 2, 1e-12f));
        assertThat(plan.attention()).isEqualTo(Attention.BIDIRECTIONAL);
        assertThat(plan.weights()).hasSize(2 * 16 + 5);
    }

    @Test
    void plan_weights_lieWhereTheFileHasThem() throws IOException {
        ModelPlan plan = TestingCheckpoint.qwen2(folder).dtype("BF16").plan();
        long end = plan.weights().values().stream()
                .mapToLong(tensor -> tensor.offset() + tensor.bytes())
                .max()
                .orElseThrow();

        assertThat(end).isEqualTo(Files.size(folder.resolve("model.safetensors")));
        assertThat(plan.weight("norm.weight").type()).isEqualTo(DataType.BF16);
        assertThat(plan.weight("norm.weight").file())
                .isEqualTo(folder.resolve("model.safetensors").toRealPath());
    }
}
