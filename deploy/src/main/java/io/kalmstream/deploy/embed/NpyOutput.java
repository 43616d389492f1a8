package io.kalmstream.deploy.embed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.kalmstream.encoder.batch.EncodeOutcome.Encoded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * NumPy's file of one array (numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0): float32, [lines, dimensions].
 * The number of rows is known at the end, so the header leaves room for it. A line that has no vector is a row of NaN: rows stay those of
 * the lines, and whatever is computed from such a row shows it, which zeros would not.
 *
 * <p>The file appears under its name when it is whole.
 */
public final class NpyOutput implements VectorOutput {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int HEADER_BYTES = 128;
    private static final int BUFFER_BYTES = 1 << 20;

    private final Path file;
    private final Path partial;
    private final int dimensions;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private long rows;
    private boolean whole;

    private NpyOutput(Path file, Path partial, int dimensions, FileChannel channel) {
        this.file = file;
        this.partial = partial;
        this.dimensions = dimensions;
        this.channel = channel;
        this.buffer = ByteBuffer.allocate(Math.max(BUFFER_BYTES, dimensions * Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    public static NpyOutput create(Path file, int dimensions) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        NpyOutput output = new NpyOutput(file, partial, dimensions, channel);
        output.buffer.put(header(0, dimensions));
        return output;
    }

    private static byte[] header(long rows, int dimensions) {
        byte[] header = new byte[HEADER_BYTES];
        Arrays.fill(header, (byte) ' ');
        System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
        header[MAGIC.length] = HEADER_BYTES - 10;
        header[MAGIC.length + 1] = 0;
        byte[] shape = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }"
                .formatted(rows, dimensions)
                .getBytes(US_ASCII);
        System.arraycopy(shape, 0, header, MAGIC.length + 2, shape.length);
        header[HEADER_BYTES - 1] = '\n';
        return header;
    }

    @Override
    public void encoded(long line, Encoded vector) throws IOException {
        row(vector.vector());
    }

    @Override
    public void rejected(long line, String reason) throws IOException {
        float[] row = new float[dimensions];
        Arrays.fill(row, Float.NaN);
        row(row);
    }

    private void row(float[] values) throws IOException {
        if (buffer.remaining() < values.length * Float.BYTES) {
            drain();
        }
        for (float value : values) {
            buffer.putFloat(value);
        }
        rows++;
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    @Override
    public void flush() {
        // Nobody reads it before it is whole.
    }

    @Override
    public void finish() throws IOException {
        drain();
        ByteBuffer header = ByteBuffer.wrap(header(rows, dimensions));
        for (int at = 0; header.hasRemaining(); ) {
            at += channel.write(header, at);
        }
        channel.force(true);
        channel.close();
        Files.move(partial, file, ATOMIC_MOVE, REPLACE_EXISTING);
        whole = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!whole) {
            Files.deleteIfExists(partial);
        }
    }
}
