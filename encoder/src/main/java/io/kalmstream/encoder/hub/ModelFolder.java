package io.kalmstream.encoder.hub;

import io.kalmstream.encoder.EncoderException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The checkpoint folder that a model's name means: a folder as it is, or one of the Hub, pulled when it is not here. */
public final class ModelFolder {
    private ModelFolder() {}

    /** Without word of progress; an interruption while it is pulled is an {@link EncoderException}, and the thread stays interrupted. */
    public static Path of(String model) {
        try {
            return of(model, PullListener.NONE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EncoderException("Interrupted while pulling " + model, e);
        }
    }

    /**
     * @param model a path, or {@code hf:org/name[@revision]}
     * @throws EncoderException there is no such folder
     * @throws HubException the model is neither here nor can it be pulled
     */
    public static Path of(String model, PullListener listener) throws InterruptedException {
        if (HubModel.names(model)) {
            return ModelHub.fromEnvironment()
                    .open(HubModel.parse(model), listener)
                    .folder();
        }
        Path folder = path(model);
        if (model.isBlank() || !Files.isDirectory(folder)) {
            throw unknown(model, null);
        }
        return folder;
    }

    private static Path path(String model) {
        try {
            return Path.of(model);
        } catch (InvalidPathException e) {
            throw unknown(model, e);
        }
    }

    private static EncoderException unknown(String model, @Nullable Throwable cause) {
        return new EncoderException(
                "There is no model '" + model + "': a model is builtin, the folder of a checkpoint, or "
                        + HubModel.PREFIX + "org/name",
                cause);
    }
}
