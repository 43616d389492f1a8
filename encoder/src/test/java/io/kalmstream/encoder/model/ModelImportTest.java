package io.kalmstream.encoder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Precision;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.checkpoint.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelImportTest {
    private static final EncoderOptions FP32 = EncoderOptions.defaults().withThreads(1);
    private static final EncoderOptions INT8 = FP32.withPrecision(Precision.INT8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"qwen2-bidirectional", "qwen2-causal", "gemma3", "bert"})
    void run_fp32_writesAGraphThatAnyToolCanLoadFromItsFolder(String checkpoint) throws IOException, OrtException {
        Path model = TinyCheckpoint.copy(checkpoint, folder);

        ImportReport report = ModelImport.run(model, model, FP32, ImportListener.NONE);

        Path graph = model.resolve("kalmstream.fp32.onnx");
        assertThat(report.files()).containsExactly(new ImportReport.WrittenFile(graph, Files.size(graph)));
        assertThat(report.agreement()).isEmpty();
        assertThat(report.plan().decisions()).extracting(Decision::key).contains("encoder.attention");
        assertThat(report.parameters()).isBetween(1L, weightBytes(model) / 2);
        try (TextEncoder encoder = new ModelOpener().open(model, FP32)) {
            TokenizedText text = encoder.tokenize("What is the capital of China?", Side.QUERY);
            assertThat(vector(graph, text))
                    .containsExactly(encoder.encode(List.of(text)).getFirst());
        }
    }

    @Test
    void run_fp32Again_writesTheSameBytesAndLeavesNothingElse() throws IOException {
        Path model = TinyCheckpoint.copy("gemma3", folder);
        ModelImport.run(model, model, FP32, ImportListener.NONE);
        byte[] first = Files.readAllBytes(model.resolve(ModelImport.FP32));
        List<String> names = names(model);

        ModelImport.run(model, model, FP32, ImportListener.NONE);

        assertThat(Files.readAllBytes(model.resolve(ModelImport.FP32))).isEqualTo(first);
        assertThat(names(model)).isEqualTo(names);
    }

    @Test
    void run_fp32ToAnotherFolder_isRefused() {
        Path model = TinyCheckpoint.copy("bert", folder);

        assertThatThrownBy(() -> ModelImport.run(model, folder.resolve("other"), FP32, ImportListener.NONE))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("must lie there");
    }

    @Test
    void run_fp32OverLinks_isRefusedAsNoToolFollowsThemButOpens() throws IOException {
        Path model = TinyCheckpoint.copy("bert", folder);
        Path weights = model.resolve("model.safetensors");
        Path blob = Files.move(weights, folder.resolve("blob"));
        Files.createSymbolicLink(weights, blob);

        assertThatThrownBy(() -> ModelImport.run(model, model, FP32, ImportListener.NONE))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("links")
                .hasMessageContaining("cp -rL");
        try (TextEncoder encoder = new ModelOpener().open(model, FP32)) {
            assertThat(encoder.model().dimensions()).isPositive();
        }
        assertThat(names(folder)).containsExactlyInAnyOrder("blob", "bert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2-bidirectional", "qwen2-causal", "gemma3", "bert"})
    void run_int8_agreesWithFp32AndNeedsNoCheckpoint(String checkpoint) throws IOException {
        Path model = TinyCheckpoint.copy(checkpoint, folder);
        Path output = folder.resolve("int8");

        ImportReport report = ModelImport.run(model, output, INT8, ImportListener.NONE);

        assertThat(report.warnings()).isEmpty();
        assertThat(report.agreement()).hasValueSatisfying(agreement -> {
            assertThat(agreement.mean()).isGreaterThan(0.999);
            assertThat(agreement.worst()).isBetween(0.998, agreement.mean());
            assertThat(agreement.texts()).isGreaterThanOrEqualTo(40);
        });
        List<float[]> beside = vectors(model, INT8, new CacheFolder(folder.resolve("cache")));
        List<float[]> alone = vectors(output, INT8, new CacheFolder(folder.resolve("unused")));
        assertThat(alone).usingRecursiveComparison().isEqualTo(beside);
        assertThat(folder.resolve("unused")).doesNotExist();
    }

    @Test
    void run_int8Twice_writesTheSameBytes() throws IOException {
        Path model = TinyCheckpoint.copy("qwen2-causal", folder);
        for (String output : List.of("one", "two")) {
            ModelImport.run(model, folder.resolve(output), INT8, ImportListener.NONE);
        }

        for (String name : names(folder.resolve("one"))) {
            assertThat(folder.resolve("two").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve(name));
        }
        assertThat(names(folder.resolve("one")))
                .containsExactly(
                        "kalmstream.int8.bin", "kalmstream.int8.json", "kalmstream.int8.onnx", "tokenizer.json");
    }

    @Test
    void run_folderThatCannotBeWritten_isRefusedWithWhatToDo() throws IOException {
        Path model = TinyCheckpoint.copy("bert", folder);
        Path file = Files.createFile(folder.resolve("a file"));

        assertThatThrownBy(() -> ModelImport.run(model, file.resolve("int8"), INT8, ImportListener.NONE))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("a file")
                .hasMessageContaining("name another folder");
    }

    /** Whoever runs this with every right may write anywhere. */
    @Test
    void run_readOnlyCheckpoint_isRefusedWithWhatToDo() {
        Path model = TinyCheckpoint.copy("bert", folder);
        assumeThat(model.toFile().setWritable(false) && !Files.isWritable(model))
                .isTrue();
        try {
            assertThatThrownBy(() -> ModelImport.run(model, model, FP32, ImportListener.NONE))
                    .isInstanceOf(EncoderException.class)
                    .hasMessageContaining("can be opened without being imported");
        } finally {
            assertThat(model.toFile().setWritable(true)).isTrue();
        }
    }

    private static List<float[]> vectors(Path model, EncoderOptions options, CacheFolder cache) {
        try (TextEncoder encoder = new ModelOpener(cache).open(model, options)) {
            return Agreement.vectors(encoder, Agreement.sample());
        }
    }

    /** As a tool does that knows nothing but the file. */
    private static float[] vector(Path graph, TokenizedText text) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[][] ids = {Arrays.stream(text.ids()).asLongStream().toArray()};
        long[][] mask = {new long[text.length()]};
        Arrays.fill(mask[0], 1);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(graph.toString(), options);
                    OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
                    OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
                    OrtSession.Result result =
                            session.run(Map.of("input_ids", idTensor, "attention_mask", maskTensor))) {
                return ((float[][]) result.get(0).getValue())[0];
            }
        }
    }

    private static long weightBytes(Path model) throws IOException {
        try (Stream<Path> files = Files.list(model)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
