package io.kalmstream.encoder.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.checkpoint.TestingSafetensors.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {
    private static final String UP = "layers.1.mlp.up_proj.weight";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"", "model.", "0.auto_model.", "0.auto_model.model.", "language_model.", "model.language_model."
            })
    void plan_knownPrefix_hasFlatNames(String prefix) {
        ModelPlan plan = TestingCheckpoint.qwen2(folder)
                .weights(renamed(name -> prefix + name))
                .plan();

        assertThat(plan.weights()).hasSize(26);
        assertThat(plan.weight(UP).name()).isEqualTo(prefix + UP);
    }

    @Test
    void plan_bertWithItsFirstNames_isUnderstood() {
        ModelPlan plan = TestingCheckpoint.bert(folder)
                .weights(renamed(name -> "bert."
                        + name.replace("LayerNorm.weight", "LayerNorm.gamma")
                                .replace("LayerNorm.bias", "LayerNorm.beta")))
                .plan();

        assertThat(plan.weight("embeddings.LayerNorm.weight").name()).isEqualTo("bert.embeddings.LayerNorm.gamma");
    }

    @Test
    void plan_headsAndBuffers_areLeftOutSilently() {
        ModelPlan plan = TestingCheckpoint.bert(folder)
                .weights(tensors -> {
                    add(tensors, Tensor.of("embeddings.position_ids", "I64", 1, 512));
                    add(tensors, Tensor.of("pooler.dense.weight", "F32", 16, 16));
                    add(tensors, Tensor.of("cls.predictions.bias", "F32", 24));
                })
                .plan();

        assertThat(plan.weights()).hasSize(37);
        assertThat(decision(plan, "weights").warning()).isEmpty();
    }

    @Test
    void plan_tensorThatNobodyKnows_isSaid() {
        ModelPlan plan = TestingCheckpoint.qwen2(folder)
                .weights(tensors -> add(tensors, Tensor.of("projection.weight", "F32", 4, 4)))
                .plan();

        assertThat(decision(plan, "weights").warning())
                .hasValueSatisfying(warning -> assertThat(warning).contains("projection.weight"));
    }

    @Test
    void plan_layerThatTheConfigurationDoesNotHave_isRefused() {
        assertRefused(
                tensors -> add(tensors, Tensor.of("layers.2.mlp.up_proj.weight", "F32", 32, 16)),
                "layers.2.mlp.up_proj.weight",
                "num_hidden_layers 2",
                "model.safetensors");
    }

    @Test
    void plan_biasThatTheArchitectureDoesNotHave_isRefused() {
        assertRefused(
                tensors -> add(tensors, Tensor.of("layers.1.self_attn.o_proj.bias", "F32", 16)),
                "layers.1.self_attn.o_proj.bias");
    }

    @Test
    void plan_tensorMissing_isNamedWithItsShape() {
        assertRefused(tensors -> tensors.remove(UP), UP, "[32, 16]", "missing", "model.safetensors");
    }

    @Test
    void plan_firstTensorMissing_isNamed() {
        assertRefused(tensors -> tensors.remove("embed_tokens.weight"), "embed_tokens.weight", "neither plain");
    }

    @Test
    void plan_sameModelTwice_isRefused() {
        assertRefused(
                tensors -> add(tensors, Tensor.of("model.embed_tokens.weight", "F32", 24, 16)),
                "more than once",
                "model.");
    }

    @Test
    void plan_normByBothNames_isRefused() {
        TestingCheckpoint checkpoint = TestingCheckpoint.bert(folder)
                .weights(tensors -> add(tensors, Tensor.of("embeddings.LayerNorm.gamma", "F32", 16)));

        assertThatThrownBy(checkpoint::plan)
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("embeddings.LayerNorm.gamma")
                .hasMessageContaining("embeddings.LayerNorm.weight");
    }

    @Test
    void plan_shapeAgainstTheConfiguration_namesBothAndTheKey() {
        assertRefused(
                tensors -> add(tensors, Tensor.of(UP, "F32", 16, 32)),
                UP,
                "[16, 32]",
                "[32, 16]",
                "intermediate_size",
                "hidden_size",
                "model.safetensors");
    }

    @Test
    void plan_numbersOfAnotherType_areRefused() {
        assertRefused(tensors -> add(tensors, Tensor.of(UP, "I8", 32, 16)), UP, "I8", "F32, F16 and BF16");
    }

    @Test
    void plan_shards_areFoundByTheIndex() throws IOException {
        ModelPlan plan = sharded(_ -> {}).plan();

        assertThat(plan.weight("embed_tokens.weight").file())
                .isEqualTo(folder.resolve("model-00001-of-00002.safetensors").toRealPath());
        assertThat(plan.weight("norm.weight").file())
                .isEqualTo(folder.resolve("model-00002-of-00002.safetensors").toRealPath());
    }

    @Test
    void plan_shardMissing_isNamed() throws IOException {
        TestingCheckpoint checkpoint = sharded(_ -> {});
        Files.delete(folder.resolve("model-00002-of-00002.safetensors"));

        assertThatThrownBy(checkpoint::plan)
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("model-00002-of-00002.safetensors is missing");
    }

    @Test
    void plan_indexOfAnotherRevision_isRefused() {
        assertThatThrownBy(sharded(map -> map.put("norm.weight", "model-00001-of-00002.safetensors"))::plan)
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("model-00001-of-00002.safetensors has no tensor norm.weight");
    }

    @Test
    void plan_indexThatLeadsOutOfTheFolder_isRefused() {
        assertThatThrownBy(sharded(map -> map.put("norm.weight", "../secret.safetensors"))::plan)
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("names a file that is no shard");
    }

    @Test
    void plan_tensorInTwoShards_isRefused() throws IOException {
        TestingCheckpoint checkpoint = sharded(_ -> {});
        TestingSafetensors.write(
                folder.resolve("model-00002-of-00002.safetensors"),
                List.of(Tensor.of("norm.weight", "F32", 16), Tensor.of("embed_tokens.weight", "F32", 24, 16)));

        assertThatThrownBy(checkpoint::plan)
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("embed_tokens.weight is in two files");
    }

    @Test
    void plan_noWeights_saysWhatItLooksFor() throws IOException {
        Path empty = TestingCheckpoint.qwen2(folder).write();
        Files.delete(empty.resolve("model.safetensors"));

        assertThatThrownBy(() -> WeightFiles.of(empty))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("neither model.safetensors nor model.safetensors.index.json");
        Files.createFile(empty.resolve("pytorch_model.bin"));
        assertThatThrownBy(() -> WeightFiles.of(empty)).hasMessageContaining("pytorch_model.bin is not read");
    }

    /** The last tensor in a shard of its own. */
    private TestingCheckpoint sharded(Consumer<Map<String, String>> change) {
        TestingCheckpoint checkpoint = TestingCheckpoint.qwen2(folder);
        List<Tensor> all = new ArrayList<>(checkpoint.tensors());
        Map<String, String> map = new LinkedHashMap<>();
        all.forEach(tensor -> map.put(tensor.name(), "model-00001-of-00002.safetensors"));
        map.put("norm.weight", "model-00002-of-00002.safetensors");
        try {
            TestingSafetensors.write(
                    folder.resolve("model-00001-of-00002.safetensors"), all.subList(0, all.size() - 1));
            TestingSafetensors.write(
                    folder.resolve("model-00002-of-00002.safetensors"), all.subList(all.size() - 1, all.size()));
            change.accept(map);
            String index = TestingCheckpoint.MAPPER.writeValueAsString(Map.of("weight_map", map));
            return checkpoint.file("model.safetensors.index.json", index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertRefused(Consumer<Map<String, Tensor>> change, String... parts) {
        TestingCheckpoint checkpoint = TestingCheckpoint.qwen2(folder).weights(change);

        assertThatThrownBy(checkpoint::plan)
                .isInstanceOf(EncoderException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n"));
    }

    private static void add(Map<String, Tensor> tensors, Tensor tensor) {
        tensors.put(tensor.name(), tensor);
    }

    private static Consumer<Map<String, Tensor>> renamed(UnaryOperator<String> rename) {
        return tensors -> {
            List<Tensor> all = List.copyOf(tensors.values());
            tensors.clear();
            all.forEach(
                    tensor -> add(tensors, new Tensor(rename.apply(tensor.name()), tensor.dtype(), tensor.shape())));
        };
    }

    private static Decision decision(ModelPlan plan, String key) {
        return plan.decisions().stream()
                .filter(decision -> decision.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
