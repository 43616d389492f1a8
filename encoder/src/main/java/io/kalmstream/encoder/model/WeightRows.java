package io.kalmstream.encoder.model;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.checkpoint.DataType;
import io.kalmstream.encoder.checkpoint.WeightTensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Reads a tensor from front to back as floats, through a small native buffer.
 *
 * <p>Threads: one.
 */
final class WeightRows implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final WeightTensor tensor;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private long position;
    private long unread;

    private WeightRows(WeightTensor tensor, FileChannel channel, ByteBuffer buffer) {
        this.tensor = tensor;
        this.channel = channel;
        this.buffer = buffer.clear().limit(0);
        this.position = tensor.offset();
        this.unread = tensor.bytes();
    }

    /** A buffer to read with, to be used for one tensor after the other. */
    static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    }

    static WeightRows open(WeightTensor tensor, ByteBuffer buffer) throws IOException {
        return new WeightRows(tensor, FileChannel.open(tensor.file()), buffer);
    }

    /** Fills {@code row} with the next numbers. */
    void next(float[] row) throws IOException {
        DataType type = tensor.type();
        for (int done = 0; done < row.length; ) {
            if (!buffer.hasRemaining()) {
                refill();
            }
            int count = Math.min(row.length - done, buffer.remaining() / type.bytes());
            switch (type) {
                case F32 -> fp32(row, done, count);
                case F16 -> fp16(row, done, count);
                case BF16 -> bf16(row, done, count);
            }
            done += count;
        }
    }

    private void fp32(float[] row, int from, int count) {
        buffer.asFloatBuffer().get(row, from, count);
        buffer.position(buffer.position() + count * Float.BYTES);
    }

    private void fp16(float[] row, int from, int count) {
        for (int i = from; i < from + count; i++) {
            row[i] = Float.float16ToFloat(buffer.getShort());
        }
    }

    private void bf16(float[] row, int from, int count) {
        for (int i = from; i < from + count; i++) {
            row[i] = Float.intBitsToFloat(buffer.getShort() << Short.SIZE);
        }
    }

    /** The buffer's size is a multiple of every number's. */
    private void refill() throws IOException {
        buffer.clear().limit((int) Math.min(buffer.capacity(), unread));
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, position);
            if (count < 0) {
                throw new EOFException(tensor.file() + " ends inside the tensor " + tensor.name());
            }
            position += count;
            unread -= count;
        }
        buffer.flip();
        if (!buffer.hasRemaining()) {
            throw new IllegalStateException("the tensor " + tensor.name() + " has no more numbers");
        }
    }

    /** @throws EncoderException the number is not one that a model may have */
    float finite(float value) {
        if (Float.isFinite(value)) {
            return value;
        }
        throw new EncoderException(tensor.file() + ": the tensor " + tensor.name()
                + " has a number that is infinite or none at all; the checkpoint is damaged, download it again");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
