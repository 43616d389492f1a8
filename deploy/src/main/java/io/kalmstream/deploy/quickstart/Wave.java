package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import io.kalmstream.deploy.feed.LineFormat;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lines that may be fed together: the next wave comes when all of this one is settled.
 *
 * @param file {@code -} for standard input
 */
record Wave(Path file, LineFormat format) {
    Wave {
        requireNonNull(file, "file is null");
        requireNonNull(format, "format is null");
    }

    boolean isStandardInput() {
        return file.toString().equals("-");
    }

    InputStream open() throws IOException {
        if (isStandardInput()) {
            // Not System.in: whoever waits for the next line must hear an interruption.
            return Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel());
        }
        return Files.newInputStream(file);
    }

    /** Lines in the file; 0 for standard input, which has not said yet. */
    long lines() throws IOException {
        if (isStandardInput()) {
            return 0;
        }
        long lines = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }
}
