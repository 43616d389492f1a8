package io.kalmstream.encoder.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A temporary folder, readable by its owner only, that is deleted with the files asked of it: on close, or when the process ends before. */
final class ScratchFolder implements AutoCloseable {
    private final Path folder;
    private final List<Path> files = new ArrayList<>();

    private ScratchFolder(Path folder) {
        this.folder = folder;
    }

    static ScratchFolder create() throws IOException {
        Path folder = Files.createTempDirectory("kalm-model-").toRealPath();
        folder.toFile().deleteOnExit();
        return new ScratchFolder(folder);
    }

    /** No symbolic link is in it. */
    Path folder() {
        return folder;
    }

    /** A file in the folder, not created yet. */
    Path file(String name) {
        Path file = folder.resolve(name);
        files.add(file);
        file.toFile().deleteOnExit();
        return file;
    }

    /** Where the system lets no mapped file be deleted (not on Linux) they stay for its cleaner. */
    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.delete(folder);
    }
}
