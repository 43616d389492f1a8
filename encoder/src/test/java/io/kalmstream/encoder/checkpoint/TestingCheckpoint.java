package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.checkpoint.TestingSafetensors.Tensor;
import io.kalmstream.encoder.text.TestingTokenizerJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A whole and right checkpoint folder to begin with; a test changes what it is about. */
final class TestingCheckpoint {
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final String CONFIG = "config.json";
    static final String TOKENIZER = "tokenizer.json";

    private final Path folder;
    private final Map<String, ObjectNode> json = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private String dtype = "F32";

    private TestingCheckpoint(Path folder, String config) {
        this.folder = folder;
        json(CONFIG, config);
        json(TOKENIZER, TestingTokenizerJson.withEnd());
    }

    /** Two layers of four heads and two key and value heads of four, causal, with a mean pooling. */
    static TestingCheckpoint qwen2(Path folder) {
        return new TestingCheckpoint(folder, """
            {"model_type": "qwen2", "architectures": ["Qwen2Model"], "vocab_size": 24, "hidden_size": 16,
             "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2, "intermediate_size": 32,
             "hidden_act": "silu", "rms_norm_eps": 1e-6, "rope_theta": 1000000.0, "max_position_embeddings": 1024,
             "use_sliding_window": false, "sliding_window": 64, "max_window_layers": 2, "tie_word_embeddings": true}
            """).sentenceTransformers("mean");
    }

    /** Six layers, one of them full, in the style of transformers 4, with last-token pooling. */
    static TestingCheckpoint gemma3(Path folder) {
        return new TestingCheckpoint(folder, """
            {"model_type": "gemma3_text", "vocab_size": 24, "hidden_size": 16, "num_hidden_layers": 6,
             "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 8, "intermediate_size": 32,
             "hidden_activation": "gelu_pytorch_tanh", "rms_norm_eps": 1e-6, "rope_theta": 1000000,
             "rope_scaling": {"rope_type": "linear", "factor": 8.0}, "rope_local_base_freq": 10000,
             "sliding_window": 1024, "sliding_window_pattern": 6, "query_pre_attn_scalar": 256,
             "attn_logit_softcapping": null, "final_logit_softcapping": null, "max_position_embeddings": 131072}
            """).sentenceTransformers("lasttoken");
    }

    static TestingCheckpoint bert(Path folder) {
        return new TestingCheckpoint(folder, """
            {"model_type": "bert", "vocab_size": 24, "hidden_size": 16, "num_hidden_layers": 2,
             "num_attention_heads": 4, "intermediate_size": 32, "hidden_act": "gelu", "layer_norm_eps": 1e-12,
             "max_position_embeddings": 512, "type_vocab_size": 2, "position_embedding_type": "absolute"}
            """).sentenceTransformers("mean");
    }

    private TestingCheckpoint sentenceTransformers(String pooling) {
        file("modules.json", """
            [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
             {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
             {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]
            """);
        json(
                "1_Pooling/config.json",
                "{\"word_embedding_dimension\": 16, \"pooling_mode_cls_token\": false,"
                        + " \"pooling_mode_mean_tokens\": " + pooling.equals("mean") + ", \"pooling_mode_lasttoken\": "
                        + pooling.equals("lasttoken") + ", \"include_prompt\": true}");
        json("sentence_bert_config.json", "{\"max_seq_length\": 128, \"do_lower_case\": false}");
        json("config_sentence_transformers.json", "{\"prompts\": {}, \"default_prompt_name\": null}");
        return this;
    }

    /** Writes the file now. */
    TestingCheckpoint file(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestingCheckpoint without(String name) {
        json.remove(name);
        try {
            Files.deleteIfExists(folder.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestingCheckpoint json(String name, String content) {
        try {
            json.put(name, (ObjectNode) MAPPER.readTree(content));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestingCheckpoint change(String name, Consumer<ObjectNode> change) {
        change.accept(requireNonNull(json.get(name)));
        return this;
    }

    TestingCheckpoint config(Consumer<ObjectNode> change) {
        return change(CONFIG, change);
    }

    /** @param value as JSON */
    TestingCheckpoint config(String key, String value) {
        return set(CONFIG, key, value);
    }

    /** @param value as JSON */
    TestingCheckpoint set(String name, String key, String value) {
        try {
            requireNonNull(json.get(name)).set(key, MAPPER.readTree(value));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestingCheckpoint dtype(String wanted) {
        dtype = wanted;
        return this;
    }

    /** The tensors that the configuration as it is now asks for. */
    List<Tensor> tensors() {
        try {
            writeJson();
            return Architecture.read(JsonFile.read(folder.resolve(CONFIG))).tensors().stream()
                    .map(tensor -> new Tensor(tensor.name(), dtype, tensor.sizes()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the tensors, by name, before they are written. */
    TestingCheckpoint weights(Consumer<Map<String, Tensor>> change) {
        if (tensors.isEmpty()) {
            tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
        }
        change.accept(tensors);
        return this;
    }

    Path write() {
        weights(_ -> {});
        try {
            writeJson();
            if (!tensors.isEmpty() && !Files.exists(folder.resolve("model.safetensors.index.json"))) {
                TestingSafetensors.write(folder.resolve("model.safetensors"), tensors.values());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeJson() throws IOException {
        for (Map.Entry<String, ObjectNode> entry : json.entrySet()) {
            Path file = folder.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            MAPPER.writeValue(file.toFile(), entry.getValue());
        }
    }

    ModelPlan plan() {
        return plan(EncoderOptions.defaults());
    }

    ModelPlan plan(EncoderOptions options) {
        return Checkpoints.plan(write(), options);
    }
}
