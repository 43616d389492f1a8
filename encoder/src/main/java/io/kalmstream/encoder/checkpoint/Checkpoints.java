package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads checkpoint folders. */
public final class Checkpoints {
    private Checkpoints() {}

    /**
     * Reads what a folder says and decides what it leaves open. Only JSON and the headers of the weights are read, and a few blocks of
     * the weights where nothing else names their revision; the heap this takes does not grow with the weights.
     *
     * @param folder of a Hugging Face or sentence-transformers checkpoint
     * @throws EncoderException something is missing, damaged, contradictory or not implemented; one line that names the file, the tensor or
     *     key, and what was expected
     */
    public static ModelPlan plan(Path folder, EncoderOptions options) {
        if (!Files.isDirectory(folder)) {
            throw new EncoderException(
                    folder + " is not a folder; a checkpoint is the folder that has config.json in it");
        }
        return Planner.read(folder, options).plan();
    }
}
