package io.kalmstream.encoder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Precision;
import io.kalmstream.encoder.Prompts;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelOpenerTest {
    private static final EncoderOptions FP32 = EncoderOptions.defaults().withThreads(1);
    private static final EncoderOptions INT8 = FP32.withPrecision(Precision.INT8);

    @TempDir
    Path folder;

    private Path checkpoint;
    private Path cache;

    @BeforeEach
    void copy() {
        checkpoint = TinyCheckpoint.copy("qwen2-bidirectional", folder);
        cache = folder.resolve("cache");
    }

    @Test
    void open_fp32_writesNothing() throws IOException {
        List<Path> before = files(folder);

        open(checkpoint, FP32).close();

        assertThat(files(folder)).isEqualTo(before);
    }

    @Test
    void open_int8NeverImported_quantizesIntoTheCacheOnce() throws IOException {
        open(checkpoint, INT8).close();
        Path manifest = manifest();
        FileTime written = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(manifest, written);

        open(checkpoint, INT8).close();

        assertThat(Files.getLastModifiedTime(manifest)).isEqualTo(written);
        assertThat(files(cache)).hasSize(4);
        assertThat(files(checkpoint)).noneMatch(file -> file.toString().contains("kalmstream"));
    }

    @Test
    void open_int8ImportedBeside_usesThat() throws IOException {
        ModelImport.run(checkpoint, checkpoint, INT8, ImportListener.NONE);

        open(checkpoint, INT8).close();

        assertThat(cache).doesNotExist();
    }

    @Test
    void open_int8OfOtherWeights_isNotUsed() throws IOException {
        ModelImport.run(checkpoint, checkpoint, INT8, ImportListener.NONE);
        try (RandomAccessFile weights =
                new RandomAccessFile(checkpoint.resolve("model.safetensors").toFile(), "rw")) {
            weights.seek(weights.length() - Float.BYTES);
            weights.writeInt(0);
        }

        open(checkpoint, INT8).close();

        assertThat(files(cache)).hasSize(4);
    }

    @Test
    void open_int8InPart_isWrittenAgain() throws IOException {
        open(checkpoint, INT8).close();
        Path weights = manifest().resolveSibling("kalmstream.int8.bin");
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, new byte[10]);

        open(checkpoint, INT8).close();

        assertThat(weights).hasBinaryContent(whole);
    }

    @Test
    void open_int8WithoutItsManifest_isWrittenAgain() throws IOException {
        open(checkpoint, INT8).close();
        Path manifest = manifest();
        Files.delete(manifest);
        Files.write(manifest.resolveSibling("kalmstream.int8.bin.part"), new byte[10]);

        open(checkpoint, INT8).close();

        assertThat(manifest).exists();
        assertThat(files(cache)).hasSize(4);
    }

    @Test
    void open_int8WithOtherOptions_needsNoOtherWeights() throws IOException {
        try (TextEncoder mean = open(checkpoint, INT8);
                TextEncoder causal = open(
                        checkpoint,
                        INT8.withAttention(Attention.CAUSAL)
                                .withPooling(Pooling.LAST_TOKEN)
                                .withDimensions(8))) {
            List<TokenizedText> batch = List.of(mean.tokenize("a text of some words", Side.DOCUMENT));
            float[] whole = mean.encode(batch).getFirst();
            float[] cut = causal.encode(batch).getFirst();

            assertThat(cut).hasSize(8);
            assertThat(cut[0] / cut[1]).isNotCloseTo(whole[0] / whole[1], within(1e-3f));
        }
        assertThat(files(cache)).hasSize(4);
    }

    @Test
    void open_cacheThatCannotBeWritten_isRefusedWithWhatToDo() throws IOException {
        Files.createFile(cache);

        assertThatThrownBy(() -> open(checkpoint, INT8))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("KALMSTREAM_CACHE");
    }

    @Test
    void open_importedAlone_takesWhatTheGraphDoesNotKnow() {
        Path imported = imported();

        try (TextEncoder encoder = open(
                imported,
                INT8.withDimensions(8).withMaxTokens(5).withPrompts(new Prompts("a question of many words: ", "")))) {
            TokenizedText query = encoder.tokenize("x", Side.QUERY);
            assertThat(query.length()).isEqualTo(5);
            assertThat(query.truncated()).isTrue();
            assertThat(encoder.encode(List.of(query)).getFirst()).hasSize(8);
        }
    }

    @Test
    void open_importedAloneWithWhatItsGraphDecided_isRefused() {
        Path imported = imported();

        assertThatThrownBy(() -> open(imported, FP32)).hasMessageContaining("int8 weights only");
        assertThatThrownBy(() -> open(imported, INT8.withAttention(Attention.CAUSAL)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("encoder.attention");
        assertThatThrownBy(() -> open(imported, INT8.withMaxTokens(1_000_000)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("encoder.max.tokens");
        assertThatThrownBy(() -> open(imported, INT8.withDimensions(1_000_000)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("encoder.dimensions");
    }

    @Test
    void open_importedAloneWithADamagedManifest_isRefusedByName() throws IOException {
        Path imported = imported();
        Files.writeString(imported.resolve("kalmstream.int8.json"), "{\"stamp\": \"x\"}");

        assertThatThrownBy(() -> open(imported, INT8))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("kalmstream.int8.json")
                .hasMessageContaining("import again");
    }

    private TextEncoder open(Path model, EncoderOptions options) {
        return new ModelOpener(new CacheFolder(cache)).open(model, options);
    }

    private Path imported() {
        Path imported = folder.resolve("imported");
        ModelImport.run(checkpoint, imported, INT8, ImportListener.NONE);
        return imported;
    }

    private Path manifest() throws IOException {
        return files(cache).stream()
                .filter(file -> file.endsWith("kalmstream.int8.json"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
