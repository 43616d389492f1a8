package io.kalmstream.encoder.model;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.checkpoint.DataType;
import io.kalmstream.encoder.checkpoint.WeightTensor;
import io.kalmstream.encoder.graph.Int8Layout;
import io.kalmstream.encoder.graph.Int8Layout.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Writes the weights file of an int8 model, from front to back. At any time one matrix is in native memory, in int8, and some rows on the
 * heap.
 *
 * <p>Threads: one.
 */
final class Int8Writer implements AutoCloseable {
    private static final int LARGEST = 127;
    /** Rows of a matrix that are turned into columns together: so many bytes lie beside each other in the file. */
    private static final int TILE = 64;

    private final Int8Layout layout;
    private final ImportListener listener;
    private final FileChannel out;
    private final ByteBuffer readBuffer = WeightRows.buffer();
    private final ByteBuffer numbers = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private ByteBuffer columns = ByteBuffer.allocateDirect(0);

    private Int8Writer(Int8Layout layout, ImportListener listener, FileChannel out) {
        this.layout = layout;
        this.listener = listener;
        this.out = out;
    }

    /** @param file created or replaced */
    static void write(Int8Layout layout, Path file, ImportListener listener) throws IOException {
        try (Int8Writer writer = new Int8Writer(
                layout,
                listener,
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE))) {
            writer.write();
        }
    }

    private void write() throws IOException {
        for (Map.Entry<String, Matrix> matrix : layout.matrices().entrySet()) {
            matrix(matrix.getValue());
            listener.written(matrix.getKey(), out.position(), layout.size());
        }
        for (Map.Entry<String, WeightTensor> other : layout.others().entrySet()) {
            copy(layout.source(other.getKey()), other.getValue());
            listener.written(other.getKey(), out.position(), layout.size());
        }
        pad(layout.size());
        out.force(true);
    }

    private void matrix(Matrix matrix) throws IOException {
        int rows = Math.toIntExact(matrix.out());
        int length = Math.toIntExact(matrix.in());
        float[] scales = new float[rows];
        reserve(Math.multiplyExact(rows, length));
        try (WeightRows source = WeightRows.open(matrix.source(), readBuffer)) {
            byte[][] tile = new byte[Math.min(TILE, rows)][length];
            float[] row = new float[length];
            for (int first = 0; first < rows; first += TILE) {
                int count = Math.min(TILE, rows - first);
                for (int i = 0; i < count; i++) {
                    source.next(row);
                    scales[first + i] = quantize(row, tile[i], source);
                }
                turn(tile, count, first, rows);
            }
        }
        pad(matrix.values());
        drain(columns);
        pad(matrix.scales());
        for (float scale : scales) {
            put(scale, DataType.F32);
        }
        flush();
    }

    /** @return the scale */
    private static float quantize(float[] row, byte[] values, WeightRows source) {
        float largest = 0;
        for (float value : row) {
            largest = Math.max(largest, Math.abs(value));
        }
        float inverse = largest == 0 ? 0 : LARGEST / source.finite(largest);
        for (int i = 0; i < row.length; i++) {
            values[i] = (byte) Math.round(row[i] * inverse);
        }
        return largest / LARGEST;
    }

    /** Row {@code first + i} becomes a column. */
    private void turn(byte[][] tile, int count, int first, int rows) {
        byte[] beside = new byte[count];
        for (int column = 0; column < tile[0].length; column++) {
            for (int i = 0; i < count; i++) {
                beside[i] = tile[i][column];
            }
            columns.put(column * rows + first, beside);
        }
    }

    private void copy(WeightTensor source, WeightTensor kept) throws IOException {
        pad(kept.offset());
        float[] row = new float[Math.toIntExact(source.shape().getLast())];
        try (WeightRows rows = WeightRows.open(source, readBuffer)) {
            for (long left = source.elements(); left > 0; left -= row.length) {
                rows.next(row);
                for (float value : row) {
                    put(rows.finite(value), kept.type());
                }
            }
        }
        flush();
    }

    private void put(float value, DataType type) throws IOException {
        if (numbers.remaining() < Float.BYTES) {
            flush();
        }
        switch (type) {
            case F32 -> numbers.putFloat(value);
            case BF16 -> numbers.putShort((short) (Float.floatToRawIntBits(value) >>> Short.SIZE));
            case F16 -> {
                short half = Float.floatToFloat16(value);
                if (!Float.isFinite(Float.float16ToFloat(half))) {
                    throw new EncoderException("A table of the model has the number " + value
                            + ", which fp16 cannot hold; open the model without int8");
                }
                numbers.putShort(half);
            }
        }
    }

    private void flush() throws IOException {
        drain(numbers.flip());
        numbers.clear();
    }

    private void drain(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private void pad(long position) throws IOException {
        drain(ByteBuffer.allocate(Math.toIntExact(position - out.position())));
    }

    private void reserve(int size) {
        if (columns.capacity() < size) {
            columns = ByteBuffer.allocateDirect(size);
        }
        columns.clear().limit(size);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
