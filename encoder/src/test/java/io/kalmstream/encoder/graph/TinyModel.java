package io.kalmstream.encoder.graph;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Prompts;
import io.kalmstream.encoder.checkpoint.DataType;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.checkpoint.ModelSpec;
import io.kalmstream.encoder.checkpoint.ModelSpec.Bert;
import io.kalmstream.encoder.checkpoint.ModelSpec.Gemma3;
import io.kalmstream.encoder.checkpoint.ModelSpec.Qwen2;
import io.kalmstream.encoder.checkpoint.ModelSpec.Rope;
import io.kalmstream.encoder.checkpoint.WeightTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small model of each architecture with random weights, one file a tensor kind, at odd offsets as safetensors may have them. */
public final class TinyModel {
    public static final int VOCABULARY = 50;
    private static final int HIDDEN = 24;

    private final Path file;
    private final DataType type;
    private final Random random;
    private final Map<String, WeightTensor> weights = new LinkedHashMap<>();

    private TinyModel(Path file, DataType type, Random random) {
        this.file = file;
        this.type = type;
        this.random = random;
    }

    public static ModelSpec qwen2() {
        return new Qwen2(VOCABULARY, HIDDEN, 2, 4, 2, 6, 40, 1e-6f, 1e4);
    }

    public static ModelSpec gemma3() {
        return new Gemma3(
                VOCABULARY,
                HIDDEN,
                3,
                4,
                2,
                8,
                40,
                1e-6f,
                (float) Math.sqrt(HIDDEN),
                Math.pow(10, -0.5),
                4,
                List.of(true, true, false),
                new Rope(1e6, 8),
                new Rope(1e4, 1));
    }

    public static ModelSpec bert() {
        return new Bert(VOCABULARY, HIDDEN, 2, 4, 40, 64, 2, 1e-12f);
    }

    /** Writes the weights to {@code folder/weights.bin}. */
    public static ModelPlan plan(
            Path folder,
            ModelSpec spec,
            DataType type,
            Attention attention,
            Pooling pooling,
            int dimensions,
            Random random)
            throws IOException {
        Path file = folder.resolve("weights.bin");
        Files.write(file, new byte[] {1, 2, 3});
        TinyModel model = new TinyModel(file, type, random);
        switch (spec) {
            case Qwen2 qwen2 -> model.qwen2(qwen2);
            case Gemma3 gemma3 -> model.gemma3(gemma3);
            case Bert bert -> model.bert(bert);
        }
        return new ModelPlan(
                new ModelCard("tiny", "1", dimensions, 64),
                spec,
                attention,
                pooling,
                Prompts.NONE,
                model.weights,
                folder.resolve("tokenizer.json"),
                List.of());
    }

    private void qwen2(Qwen2 spec) throws IOException {
        gated(spec, spec.heads() * spec.headSize(), spec.keyValueHeads() * spec.headSize(), true);
        for (int i = 0; i < spec.layers(); i++) {
            norms(i, "input_layernorm", "post_attention_layernorm");
        }
    }

    private void gemma3(Gemma3 spec) throws IOException {
        gated(spec, spec.heads() * spec.headSize(), spec.keyValueHeads() * spec.headSize(), false);
        for (int i = 0; i < spec.layers(); i++) {
            norms(
                    i,
                    "input_layernorm",
                    "post_attention_layernorm",
                    "pre_feedforward_layernorm",
                    "post_feedforward_layernorm");
            add("layers." + i + ".self_attn.q_norm.weight", spec.headSize());
            add("layers." + i + ".self_attn.k_norm.weight", spec.headSize());
        }
    }

    private void gated(ModelSpec spec, int query, int key, boolean biased) throws IOException {
        add("embed_tokens.weight", spec.vocabulary(), spec.hidden());
        add("norm.weight", spec.hidden());
        for (int i = 0; i < spec.layers(); i++) {
            String layer = "layers." + i;
            linear(layer + ".self_attn.q_proj", query, spec.hidden(), biased);
            linear(layer + ".self_attn.k_proj", key, spec.hidden(), biased);
            linear(layer + ".self_attn.v_proj", key, spec.hidden(), biased);
            linear(layer + ".self_attn.o_proj", spec.hidden(), query, false);
            linear(layer + ".mlp.gate_proj", spec.intermediate(), spec.hidden(), false);
            linear(layer + ".mlp.up_proj", spec.intermediate(), spec.hidden(), false);
            linear(layer + ".mlp.down_proj", spec.hidden(), spec.intermediate(), false);
        }
    }

    private void bert(Bert spec) throws IOException {
        add("embeddings.word_embeddings.weight", spec.vocabulary(), spec.hidden());
        add("embeddings.position_embeddings.weight", spec.positions(), spec.hidden());
        add("embeddings.token_type_embeddings.weight", spec.tokenTypes(), spec.hidden());
        linear("embeddings.LayerNorm", spec.hidden(), true);
        for (int i = 0; i < spec.layers(); i++) {
            String layer = "encoder.layer." + i;
            for (String part : List.of("self.query", "self.key", "self.value", "output.dense")) {
                linear(layer + ".attention." + part, spec.hidden(), spec.hidden(), true);
            }
            linear(layer + ".attention.output.LayerNorm", spec.hidden(), true);
            linear(layer + ".intermediate.dense", spec.intermediate(), spec.hidden(), true);
            linear(layer + ".output.dense", spec.hidden(), spec.intermediate(), true);
            linear(layer + ".output.LayerNorm", spec.hidden(), true);
        }
    }

    private void norms(int layer, String... names) throws IOException {
        for (String name : names) {
            add("layers." + layer + "." + name + ".weight", HIDDEN);
        }
    }

    private void linear(String name, int out, int in, boolean biased) throws IOException {
        add(name + ".weight", out, in);
        if (biased) {
            add(name + ".bias", out);
        }
    }

    private void linear(String name, int size, boolean biased) throws IOException {
        add(name + ".weight", size);
        if (biased) {
            add(name + ".bias", size);
        }
    }

    private void add(String name, long... shape) throws IOException {
        List<Long> sizes = java.util.Arrays.stream(shape).boxed().toList();
        WeightTensor tensor = new WeightTensor(name, type, sizes, file, Files.size(file));
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        for (long i = 0; i < tensor.elements(); i++) {
            put(bytes, (float) (random.nextGaussian() * 0.5));
        }
        Files.write(file, bytes.array(), java.nio.file.StandardOpenOption.APPEND);
        weights.put(name, tensor);
    }

    private void put(ByteBuffer bytes, float value) {
        switch (type) {
            case F32 -> bytes.putFloat(value);
            case F16 -> bytes.putShort(Float.floatToFloat16(value));
            case BF16 -> bytes.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
        }
    }
}
