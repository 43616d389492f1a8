package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a tensor's numbers lie: row-major, little-endian, not necessarily aligned.
 *
 * @param name in the checkpoint, e.g. {@code layers.0.self_attn.q_proj.weight}
 * @param shape outermost first; a linear layer is [out, in]
 * @param file the safetensors file
 * @param offset of the first byte in the file
 */
public record WeightTensor(String name, DataType type, List<Long> shape, Path file, long offset) {
    public WeightTensor {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(file, "file is null");
        shape = List.copyOf(shape);
        if (offset < 0) {
            throw new IllegalArgumentException("offset is negative: " + offset);
        }
    }

    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    public long bytes() {
        return Math.multiplyExact(elements(), (long) type.bytes());
    }
}
