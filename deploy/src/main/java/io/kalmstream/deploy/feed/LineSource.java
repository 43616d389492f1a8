package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where lines come from: a file, a pipe that has a name, or standard input.
 *
 * @param file {@code -} for standard input
 */
public record LineSource(Path file) {
    public LineSource {
        requireNonNull(file, "file is null");
    }

    /** Whether there is something to read: a folder is not. */
    public boolean isReadable() {
        return isStandardInput() || (Files.isReadable(file) && !Files.isDirectory(file));
    }

    /**
     * A pipe's bytes can be read only once. Whoever waits for the next ones hears an interruption, as a {@link
     * java.nio.channels.ClosedByInterruptException}.
     */
    public InputStream open() throws IOException {
        // Neither System.in nor Files.newInputStream hears an interruption.
        return Channels.newInputStream(
                isStandardInput()
                        ? new FileInputStream(FileDescriptor.in).getChannel()
                        : FileChannel.open(file, StandardOpenOption.READ));
    }

    /** Lines in the file; 0 for what can be read only once, and has not said yet. */
    public long lines() throws IOException {
        if (isStandardInput() || !Files.isRegularFile(file)) {
            return 0;
        }
        long lines = 0;
        try (InputStream in = open()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }

    private boolean isStandardInput() {
        return file.toString().equals("-");
    }

    /** For people. */
    @Override
    public String toString() {
        return isStandardInput() ? "standard input" : file.toString();
    }
}
