package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.kalmstream.encoder.EncoderException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A new file of tensors that a graph refers to: so they take no heap while the graph is built and loaded.
 *
 * <p>Threads: one.
 */
public final class TensorFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private TensorFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @param file does not exist yet; its name is what the graph knows it by */
    public static TensorFile create(Path file) throws IOException {
        return new TensorFile(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** @return a tensor without a name */
    TensorProto.Builder floats(float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return append(TensorProto.DataType.FLOAT, bytes, shape);
    }

    /** @return a tensor without a name */
    TensorProto.Builder bytes(byte[] values, long... shape) {
        return append(TensorProto.DataType.INT8, ByteBuffer.wrap(values), shape);
    }

    private TensorProto.Builder append(TensorProto.DataType type, ByteBuffer bytes, long... shape) {
        try {
            long offset = channel.position();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return ExternalData.tensor(type, String.valueOf(file.getFileName()), offset, shape);
        } catch (IOException e) {
            throw new EncoderException("Cannot write weights to " + file + "; is there room?", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
