package io.kalmstream.encoder.hub;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * A file of a model as the Hub lists it.
 *
 * @param path inside the repository, with slashes; never leads out of it
 * @param blob Git's name of it, which for a large file is that of its pointer
 */
record RemoteFile(String path, long size, Checksum checksum, String blob) {
    RemoteFile {
        requireNonNull(path, "path is null");
        requireNonNull(checksum, "checksum is null");
        requireNonNull(blob, "blob is null");
        if (!isInside(path)) {
            throw new IllegalArgumentException("the path leads out of the repository");
        }
        if (size < 0) {
            throw new IllegalArgumentException("size is negative: " + size);
        }
    }

    /** Whether a path stays in the folder it is resolved against, on every system. */
    static boolean isInside(String path) {
        return !path.isEmpty()
                && path.chars().noneMatch(c -> c == '\\' || c == ':' || c < ' ')
                && Arrays.stream(path.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }
}
