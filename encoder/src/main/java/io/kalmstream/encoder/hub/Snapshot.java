package io.kalmstream.encoder.hub;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A revision of a model on this machine.
 *
 * @param commit the revision stands for
 * @param folder the checkpoint; its files may be symbolic links
 */
public record Snapshot(HubModel model, String commit, Path folder) {
    public Snapshot {
        requireNonNull(model, "model is null");
        requireNonNull(commit, "commit is null");
        requireNonNull(folder, "folder is null");
    }
}
