package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.EncoderException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Knows what often lies where a file of a checkpoint should: a pointer of Git LFS, or the web page of an error. */
final class NotACheckpointFile {
    private static final int BEGINNING = 200;
    private static final String POINTER = "version https://git-lfs.github.com/spec/";

    private NotACheckpointFile() {}

    /**
     * @param content at least its first {@value #BEGINNING} bytes, or all if it has less
     * @throws EncoderException it is one of these
     */
    static void refuse(Path file, byte[] content) {
        String beginning =
                new String(content, 0, Math.min(content.length, BEGINNING), StandardCharsets.ISO_8859_1).strip();
        if (beginning.startsWith(POINTER)) {
            throw new EncoderException(file + " is a Git LFS pointer, not the file itself: run `git lfs pull` in its"
                    + " folder, or download it again");
        }
        String lower = beginning.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml")) {
            throw new EncoderException(file
                    + " is a web page, not the file itself: the download was answered with an error; download"
                    + " it again");
        }
    }
}
