package io.kalmstream.encoder.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModulesTest {
    private static final String OLD = "sentence_transformers.models.";

    @TempDir
    private Path folder;

    @Test
    void of_noFile_isTheFolderItself() {
        assertThat(Modules.of(folder)).isEqualTo(new Modules(folder, Optional.empty(), false));
    }

    @Test
    void of_transformerInAFolder_isFoundThere() throws IOException {
        write(module("0_Transformer", OLD + "Transformer"), module("1_Pooling", OLD + "Pooling"));

        assertThat(Modules.of(folder))
                .isEqualTo(
                        new Modules(folder.resolve("0_Transformer"), Optional.of(folder.resolve("1_Pooling")), false));
    }

    @Test
    void of_newPackages_areTheSameModules() throws IOException {
        write(
                module("", "sentence_transformers.base.modules.transformer.Transformer"),
                module("1_Pooling", "sentence_transformers.sentence_transformer.modules.pooling.Pooling"),
                module("2_Normalize", "sentence_transformers.base.modules.normalize.Normalize"));

        assertThat(Modules.of(folder).normalize()).isTrue();
        assertThat(Modules.of(folder).transformer()).isEqualTo(folder);
    }

    @ParameterizedTest
    @CsvSource({OLD + "Dense", OLD + "CLIPModel", "custom_st.Transformer", "''"})
    void of_anotherModule_isRefusedByName(String type) throws IOException {
        write(module("", OLD + "Transformer"), module("1_Pooling", OLD + "Pooling"), module("2", type));

        assertThatThrownBy(() -> Modules.of(folder))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("modules.json")
                .hasMessageContaining("type " + type + ",");
    }

    @Test
    void of_anotherOrder_isRefused() throws IOException {
        write(module("1_Pooling", OLD + "Pooling"), module("", OLD + "Transformer"));

        assertThatThrownBy(() -> Modules.of(folder)).hasMessageContaining("[Pooling, Transformer]");
    }

    @Test
    void of_noPooling_isRefused() throws IOException {
        write(module("", OLD + "Transformer"));

        assertThatThrownBy(() -> Modules.of(folder)).hasMessageContaining("[Transformer]");
    }

    @Test
    void of_folderOutside_isRefused() throws IOException {
        write(module("../other", OLD + "Transformer"), module("1_Pooling", OLD + "Pooling"));

        assertThatThrownBy(() -> Modules.of(folder)).hasMessageContaining("outside its own folder: ../other");
    }

    private void write(String... modules) throws IOException {
        Files.writeString(folder.resolve("modules.json"), "[" + String.join(",", modules) + "]");
    }

    private static String module(String path, String type) {
        return "{\"idx\": 0, \"name\": \"0\", \"path\": \"" + path + "\", \"type\": \"" + type + "\"}";
    }
}
