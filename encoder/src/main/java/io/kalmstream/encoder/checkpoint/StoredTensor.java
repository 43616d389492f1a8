package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * One entry of a safetensors header, of whatever type.
 *
 * @param dtype as it is written there, e.g. {@code BF16} or {@code I64}
 * @param file as the checkpoint names it, not what it may link to
 * @param offset of the first byte in the file
 */
record StoredTensor(String name, String dtype, List<Long> shape, Path file, long offset, long bytes) {
    StoredTensor {
        requireNonNull(name, "name is null");
        requireNonNull(dtype, "dtype is null");
        shape = List.copyOf(shape);
        requireNonNull(file, "file is null");
    }
}
