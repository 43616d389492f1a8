package io.kalmstream.encoder.model;

import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.graph.Int8Layout;
import io.kalmstream.encoder.graph.ModelGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The files of an int8 model in their folder. Together with the tokenizer they are all that is needed: the folder may be copied to a
 * machine that has no checkpoint.
 *
 * <p>The manifest is deleted first and written last, so what lies beside one is whole.
 */
record Int8Files(Path folder) {
    private static final String NAME = "kalmstream.int8";
    static final String TOKENIZER = "tokenizer.json";

    Path weights() {
        return folder.resolve(NAME + ".bin");
    }

    Path graph() {
        return folder.resolve(NAME + ".onnx");
    }

    Path manifest() {
        return folder.resolve(NAME + ".json");
    }

    Path tokenizer() {
        return folder.resolve(TOKENIZER);
    }

    /** Whether the weights here were made of the checkpoint's. */
    boolean fit(ModelPlan plan) throws IOException {
        return Files.exists(manifest())
                && Int8Manifest.read(manifest()).stamp().equals(Int8Stamp.of(plan.weights()))
                && Files.exists(weights())
                && Files.size(weights()) == Int8Layout.of(plan, weights()).size();
    }

    void write(ModelPlan plan, ImportListener listener) throws IOException {
        Int8Layout layout = Int8Layout.of(plan, weights());
        Files.deleteIfExists(manifest());
        AtomicFile.write(weights(), file -> Int8Writer.write(layout, file, listener));
        byte[] onnx = ModelGraph.int8(plan, layout, Int8Files::name).toByteArray();
        AtomicFile.write(graph(), file -> Files.write(file, onnx));
        if (!Files.exists(tokenizer()) || !Files.isSameFile(tokenizer(), plan.tokenizer())) {
            AtomicFile.write(
                    tokenizer(), file -> Files.copy(plan.tokenizer(), file, StandardCopyOption.REPLACE_EXISTING));
        }
        byte[] manifest = Int8Manifest.of(plan, Int8Stamp.of(plan.weights())).toJson();
        AtomicFile.write(manifest(), file -> Files.write(file, manifest));
    }

    List<Path> all() {
        return List.of(weights(), graph(), manifest());
    }

    /** Flat, so that the folder can be moved. */
    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
