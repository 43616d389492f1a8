package io.kalmstream.encoder.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Prompts;
import io.kalmstream.encoder.checkpoint.DataType;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.checkpoint.ModelSpec;
import io.kalmstream.encoder.checkpoint.WeightTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    /** {@code printf abc | sha256sum}. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    @Test
    void isOf_file_comparesItsContent() throws IOException {
        Path file = Files.writeString(folder.resolve("model.safetensors"), "abc");

        assertThat(Fingerprint.isOf(plan(file), ABC)).isTrue();
        Files.writeString(file, "abd");
        assertThat(Fingerprint.isOf(plan(file), ABC)).isFalse();
    }

    @Test
    void isOf_fileOfTheHuggingFaceCache_isCalledByItsHash() {
        assertThat(Fingerprint.isOf(plan(folder.resolve(ABC)), ABC)).isTrue();
    }

    @Test
    void isOf_shards_areNotTheSingleFile() throws IOException {
        Path file = Files.writeString(folder.resolve("model.safetensors"), "abc");

        assertThat(Fingerprint.isOf(plan(file, folder.resolve("other")), ABC)).isFalse();
    }

    private static ModelPlan plan(Path... files) {
        Map<String, WeightTensor> weights = new HashMap<>();
        for (Path file : files) {
            weights.put(file.toString(), new WeightTensor("w", DataType.F32, List.of(1L), file, 0));
        }
        return new ModelPlan(
                new ModelCard("m", "1", 4, 512),
                new ModelSpec.Qwen2(24, 16, 1, 4, 2, 4, 32, 1e-6f, 1e6),
                Attention.CAUSAL,
                Pooling.MEAN,
                Prompts.NONE,
                weights,
                Path.of("tokenizer.json"),
                List.of());
    }
}
