package io.kalmstream.encoder.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.checkpoint.TestingSafetensors.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** KaLM-Embedding-Gemma3-12B-2511 at its full size, in files that are one hole each. */
class LargeCheckpointTest {
    private static final int SHARDS = 10;
    private static final long MAX_ALLOCATED = 64L << 20;

    @TempDir
    private Path parent;

    @Test
    void plan_fortySevenGigabytes_allocatesNextToNothing() throws IOException {
        Path folder = write(parent.resolve("KaLM-Embedding-Gemma3-12B-2511"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        ModelPlan plan = Checkpoints.plan(folder, EncoderOptions.defaults());
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        long bytes =
                plan.weights().values().stream().mapToLong(WeightTensor::bytes).sum();
        assertThat(bytes).isEqualTo(4 * 11_766_034_176L);
        assertThat(plan.attention()).isEqualTo(Attention.CAUSAL);
        assertThat(plan.pooling()).isEqualTo(Pooling.LAST_TOKEN);
        assertThat(plan.card().maxTokens()).isEqualTo(512);
        assertThat(allocated).isLessThan(MAX_ALLOCATED);
    }

    private static Path write(Path folder) throws IOException {
        TestingCheckpoint checkpoint = TestingCheckpoint.gemma3(folder)
                .config("vocab_size", "262208")
                .config("hidden_size", "3840")
                .config("num_hidden_layers", "48")
                .config("num_attention_heads", "16")
                .config("num_key_value_heads", "8")
                .config("head_dim", "256")
                .config("intermediate_size", "15360")
                .json("sentence_bert_config.json", "{\"max_seq_length\": 32768}")
                .set("1_Pooling/config.json", "word_embedding_dimension", "3840");
        List<Tensor> tensors = checkpoint.tensors();
        Map<String, String> map = new LinkedHashMap<>();
        int perShard = Math.ceilDiv(tensors.size(), SHARDS);
        for (int shard = 0; shard < SHARDS; shard++) {
            List<Tensor> part = tensors.subList(shard * perShard, Math.min(tensors.size(), (shard + 1) * perShard));
            String name = "model-%05d-of-%05d.safetensors".formatted(shard + 1, SHARDS);
            TestingSafetensors.write(folder.resolve(name), part);
            part.forEach(tensor -> map.put(tensor.name(), name));
        }
        Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                TestingCheckpoint.MAPPER.writeValueAsString(Map.of("weight_map", map)));
        return folder;
    }
}
