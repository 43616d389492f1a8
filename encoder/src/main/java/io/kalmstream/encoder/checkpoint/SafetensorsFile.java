package io.kalmstream.encoder.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.kalmstream.encoder.EncoderException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The header of a safetensors file: eight bytes that say how long it is, little-endian, then JSON, then the tensors' bytes without
 * gaps. See the format's description in huggingface/safetensors.
 */
final class SafetensorsFile {
    /** The format's own limit. */
    private static final long MAX_HEADER_BYTES = 100_000_000;

    private static final int LENGTH_BYTES = 8;
    private static final int MAX_TENSORS = 100_000;
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final long fileBytes;
    private final long headerBytes;

    private SafetensorsFile(Path file, long fileBytes, long headerBytes) {
        this.file = file;
        this.fileBytes = fileBytes;
        this.headerBytes = headerBytes;
    }

    /** @throws EncoderException it is cut, corrupt, or something else */
    static List<StoredTensor> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            long fileBytes = Files.size(file);
            byte[] beginning = in.readNBytes(LENGTH_BYTES);
            long headerBytes = headerBytes(file, beginning);
            if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES) {
                throw new EncoderException(file + " is not a safetensors file: its header would have "
                        + Long.toUnsignedString(headerBytes) + " bytes, the format allows 2 to " + MAX_HEADER_BYTES
                        + "; download it again");
            }
            SafetensorsFile safetensors = new SafetensorsFile(file, fileBytes, headerBytes);
            safetensors.requireBytes(LENGTH_BYTES + headerBytes, "at least ");
            return safetensors.checked(safetensors.entries(in.readNBytes(Math.toIntExact(headerBytes))));
        } catch (IOException e) {
            throw new EncoderException(
                    file + " cannot be read as safetensors: its header is corrupt; download it again", e);
        }
    }

    private static long headerBytes(Path file, byte[] beginning) throws IOException {
        try (InputStream whole = Files.newInputStream(file)) {
            NotACheckpointFile.refuse(file, whole.readNBytes(256));
        }
        if (beginning.length < LENGTH_BYTES) {
            throw new EncoderException(
                    file + " has " + beginning.length + " bytes, too few for a safetensors file: download it again");
        }
        return ByteBuffer.wrap(beginning).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private List<StoredTensor> entries(byte[] header) throws IOException {
        List<StoredTensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try (JsonParser json = JSON.createParser(header)) {
            expect(json.nextToken() == JsonToken.START_OBJECT, "is no JSON object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("__metadata__")) {
                    json.skipChildren();
                    continue;
                }
                expect(names.add(name), "has the tensor " + shown(name) + " twice");
                tensors.add(entry(name, json));
                expect(tensors.size() <= MAX_TENSORS, "has more than " + MAX_TENSORS + " tensors");
            }
            expect(json.nextToken() == null, "goes on after its end");
        }
        return tensors;
    }

    private StoredTensor entry(String name, JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT, "has no description of the tensor " + shown(name));
        String dtype = "";
        List<Long> shape = List.of();
        List<Long> offsets = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "dtype" -> dtype = json.getText();
                case "shape" -> shape = wholeNumbers(json, name);
                case "data_offsets" -> offsets = wholeNumbers(json, name);
                default -> json.skipChildren();
            }
        }
        expect(
                offsets.size() == 2 && offsets.get(0) <= offsets.get(1),
                "has no data_offsets of the tensor " + shown(name));
        long bytes = offsets.get(1) - offsets.get(0);
        long expected = expectedBytes(name, dtype, shape, bytes);
        expect(
                bytes == expected,
                "gives the tensor " + shown(name) + " " + bytes + " bytes, its shape " + shape + " of " + shown(dtype)
                        + " needs " + expected);
        return new StoredTensor(name, dtype, shape, file, LENGTH_BYTES + headerBytes + offsets.get(0), bytes);
    }

    private List<Long> wholeNumbers(JsonParser json, String name) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, "describes the tensor " + shown(name) + " without lists");
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(
                    json.currentToken() == JsonToken.VALUE_NUMBER_INT
                            && json.getLongValue() >= 0
                            && numbers.size() < 64,
                    "describes the tensor " + shown(name) + " by something other than whole numbers");
            numbers.add(json.getLongValue());
        }
        return numbers;
    }

    /** @return what it has where the type is one that we do not know: no architecture of ours reads it */
    private long expectedBytes(String name, String dtype, List<Long> shape, long actual) {
        long expected = switch (dtype) {
            case "F64", "I64", "U64" -> 8;
            case "F32", "I32", "U32" -> 4;
            case "F16", "BF16", "I16", "U16" -> 2;
            case "BOOL", "I8", "U8" -> 1;
            default -> 0;
        };
        if (expected == 0) {
            return actual;
        }
        try {
            for (long extent : shape) {
                expected = Math.multiplyExact(expected, extent);
            }
            return expected;
        } catch (ArithmeticException _) {
            throw corrupt("gives the tensor " + shown(name) + " the shape " + shape + ", more than a file can hold");
        }
    }

    /** The tensors in the order of their bytes: they begin after the header, have no gap, do not overlap, and end with the file. */
    private List<StoredTensor> checked(List<StoredTensor> tensors) {
        tensors.sort(Comparator.comparingLong(StoredTensor::offset).thenComparingLong(StoredTensor::bytes));
        long next = LENGTH_BYTES + headerBytes;
        for (StoredTensor tensor : tensors) {
            expect(
                    tensor.offset() == next,
                    "places the tensor " + shown(tensor.name()) + " at byte " + tensor.offset()
                            + ", but the one before it ends at " + next);
            next = tensor.offset() + tensor.bytes();
            expect(next >= 0, "places the tensor " + shown(tensor.name()) + " beyond any file's end");
        }
        requireBytes(next, "");
        if (fileBytes > next) {
            throw new EncoderException(
                    file + " has " + fileBytes + " bytes, its header says " + next + ": download it again");
        }
        return List.copyOf(tensors);
    }

    private void requireBytes(long expected, String bound) {
        if (fileBytes < expected) {
            throw new EncoderException(file + " is incomplete: it has " + fileBytes + " bytes, its header says " + bound
                    + expected + "; download it again");
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw corrupt(otherwise);
        }
    }

    private EncoderException corrupt(String what) {
        return new EncoderException(file + " is corrupt: its header " + what + "; download it again");
    }

    /** Names come from strangers: one line, not too long. */
    private static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 100 ? printable : printable.substring(0, 100) + "...";
    }
}
