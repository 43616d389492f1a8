package io.kalmstream.encoder.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Writes safetensors files whose tensors are all zero: holes on the disk, so that they may be of any size. */
final class TestingSafetensors {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TestingSafetensors() {}

    /** @param dtype of an item of one, two, four or eight bytes */
    record Tensor(String name, String dtype, List<Long> shape) {
        static Tensor of(String name, String dtype, long... shape) {
            return new Tensor(name, dtype, Arrays.stream(shape).boxed().toList());
        }

        long bytes() {
            int item = switch (dtype) {
                case "F64", "I64" -> 8;
                case "F32", "I32" -> 4;
                case "F16", "BF16" -> 2;
                default -> 1;
            };
            return shape.stream().reduce((long) item, Math::multiplyExact);
        }
    }

    static void write(Path file, Collection<Tensor> tensors) throws IOException {
        ObjectNode header = MAPPER.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long end = 0;
        for (Tensor tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name).put("dtype", tensor.dtype);
            tensor.shape.forEach(entry.putArray("shape")::add);
            entry.putArray("data_offsets").add(end).add(end + tensor.bytes());
            end += tensor.bytes();
        }
        write(file, MAPPER.writeValueAsBytes(header), end);
    }

    /** @param data bytes after the header */
    static void write(Path file, byte[] header, long data) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
            out.setLength(8 + header.length + data);
        }
    }
}
