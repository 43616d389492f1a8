package io.kalmstream.encoder.checkpoint;

/** How a checkpoint keeps a number on disk. The names are those of safetensors. */
public enum DataType {
    F32(4),
    F16(2),
    BF16(2);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }
}
