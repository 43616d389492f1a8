package io.kalmstream.encoder.hub;

import io.kalmstream.encoder.EncoderException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

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
        if (!Files.isDirectory(folder)) {
            throw new EncoderException("There is no model '" + model
                    + "': it is a checkpoint's folder, or one of the Hub like " + HubModel.PREFIX + "org/name");
        }
        return folder;
    }

    private static Path path(String model) {
        try {
            return Path.of(model);
        } catch (InvalidPathException e) {
            throw new EncoderException("'" + model + "' is neither a folder nor a model", e);
        }
    }
}
