package io.kalmstream.encoder.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Precision;
import io.kalmstream.encoder.Prompts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionTest {
    private static final String COMMIT = "753c6fe26abc20a32aeb162003aa03457d15db2f";

    @TempDir
    private Path folder;

    @Test
    void plan_sameContentElsewhere_hasTheSameRevision() {
        String here = revision(TestingCheckpoint.qwen2(folder.resolve("here")).plan());
        String there = revision(TestingCheckpoint.qwen2(folder.resolve("there")).plan());

        assertThat(here).isEqualTo(there).matches("[0-9a-f]{12}");
    }

    @Test
    void of_anyTensorChangedAnywhere_isAnother() throws IOException {
        // Embeddings of 256 KiB, so that three blocks are not all of them.
        Map<String, WeightTensor> weights = TestingCheckpoint.qwen2(folder)
                .config("vocab_size", "4096")
                .plan()
                .weights();
        String before = Revision.of(folder, List.of(), weights);
        for (WeightTensor tensor : weights.values()) {
            for (long at : new long[] {0, tensor.bytes() / 2, tensor.bytes() - 1}) {
                flip(tensor.file(), tensor.offset() + at);

                assertThat(Revision.of(folder, List.of(), weights))
                        .as("%s at %d", tensor.name(), at)
                        .isNotEqualTo(before);
                flip(tensor.file(), tensor.offset() + at);
            }
        }
        assertThat(Revision.of(folder, List.of(), weights)).isEqualTo(before);
    }

    @Test
    void plan_anyFileChanged_hasAnotherRevision() throws IOException {
        TestingCheckpoint.qwen2(folder)
                .json("tokenizer_config.json", "{\"model_max_length\": 128}")
                .plan();
        String before = revision(Checkpoints.plan(folder, EncoderOptions.defaults()));
        for (String name : List.of(
                "config.json",
                "modules.json",
                "1_Pooling/config.json",
                "sentence_bert_config.json",
                "config_sentence_transformers.json",
                "tokenizer_config.json",
                "tokenizer.json")) {
            Path file = folder.resolve(name);
            String content = Files.readString(file);
            Files.writeString(file, content + "\n");

            assertThat(revision(Checkpoints.plan(folder, EncoderOptions.defaults())))
                    .as(name)
                    .isNotEqualTo(before);
            Files.writeString(file, content);
        }
        Files.writeString(folder.resolve("README.md"), "not part of the model");
        assertThat(revision(Checkpoints.plan(folder, EncoderOptions.defaults())))
                .isEqualTo(before);
    }

    @Test
    void plan_optionThatChangesVectors_hasASuffixOfItsOwn() {
        TestingCheckpoint checkpoint = TestingCheckpoint.qwen2(folder);
        EncoderOptions defaults = EncoderOptions.defaults();
        String own = revision(checkpoint.plan(defaults));

        Set<String> suffixes = Stream.of(
                        defaults.withAttention(Attention.BIDIRECTIONAL),
                        defaults.withPooling(Pooling.CLS),
                        defaults.withPrompts(new Prompts("q: ", "")),
                        defaults.withPrompts(new Prompts("", "q: ")),
                        defaults.withMaxTokens(64),
                        defaults.withMaxTokens(64).withPooling(Pooling.CLS))
                .map(options -> revision(checkpoint.plan(options)))
                .peek(revision -> assertThat(revision).startsWith(own + "-").hasSize(12 + 1 + 6))
                .collect(Collectors.toSet());

        assertThat(suffixes).hasSize(6);
    }

    @Test
    void plan_optionThatChangesNothing_hasNone() {
        TestingCheckpoint checkpoint = TestingCheckpoint.qwen2(folder);
        EncoderOptions defaults = EncoderOptions.defaults();
        EncoderOptions same = defaults.withAttention(Attention.CAUSAL)
                .withPooling(Pooling.MEAN)
                .withPrompts(Prompts.NONE)
                .withMaxTokens(128)
                .withDimensions(8)
                .withThreads(1)
                .withPrecision(Precision.INT8);

        assertThat(revision(checkpoint.plan(same))).isEqualTo(revision(checkpoint.plan(defaults)));
    }

    @Test
    void plan_folderOfTheHuggingFaceCache_isCalledAsThere() throws IOException {
        String repository = "models--KaLM-Embedding--KaLM-embedding-multilingual-mini-instruct-v2.5";
        Path snapshot = folder.resolve(repository, "snapshots", COMMIT);
        TestingCheckpoint.qwen2(snapshot).write();
        Path blobs = Files.createDirectories(folder.resolve(repository, "blobs"));
        Files.move(snapshot.resolve("model.safetensors"), blobs.resolve("375fa304"));
        Files.createSymbolicLink(snapshot.resolve("model.safetensors"), Path.of("../../blobs/375fa304"));

        ModelPlan plan = Checkpoints.plan(snapshot, EncoderOptions.defaults());

        assertThat(plan.card())
                .isEqualTo(new ModelCard(
                        "KaLM-embedding-multilingual-mini-instruct-v2.5", COMMIT.substring(0, 12), 16, 128));
        assertThat(plan.attention()).isEqualTo(Attention.BIDIRECTIONAL);
        assertThat(plan.weight("norm.weight").file())
                .isEqualTo(blobs.resolve("375fa304").toRealPath());
    }

    private static String revision(ModelPlan plan) {
        return plan.card().revision();
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(at);
            int old = raw.read();
            raw.seek(at);
            raw.write(old ^ 1);
        }
    }
}
