package io.kalmstream.encoder.model;

import io.kalmstream.encoder.checkpoint.WeightTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names the weights that an int8 file was made of: every tensor's name, type and shape, and some of its bytes. Where the tensors lie and
 * when the files were written does not matter, so a checkpoint may be copied and its int8 file goes with it.
 */
final class Int8Stamp {
    /** Changes when the same weights would be written differently. */
    private static final int FORMAT = 1;
    /** Whoever trains a model changes the beginning of every tensor that he changes at all. */
    private static final int SAMPLE = 256;

    private final MessageDigest digest;
    private final Map<Path, FileChannel> files = new HashMap<>();

    private Int8Stamp(MessageDigest digest) {
        this.digest = digest;
    }

    static String of(Map<String, WeightTensor> weights) throws IOException {
        Int8Stamp stamp = new Int8Stamp(sha256());
        try {
            stamp.add("format " + FORMAT);
            for (Map.Entry<String, WeightTensor> weight : new TreeMap<>(weights).entrySet()) {
                stamp.add(weight.getKey(), weight.getValue());
            }
            return HexFormat.of().formatHex(stamp.digest.digest());
        } finally {
            for (FileChannel file : stamp.files.values()) {
                file.close();
            }
        }
    }

    private void add(String name, WeightTensor tensor) throws IOException {
        add(name + " " + tensor.type() + " " + tensor.shape());
        FileChannel file = files.get(tensor.file());
        if (file == null) {
            file = FileChannel.open(tensor.file());
            files.put(tensor.file(), file);
        }
        ByteBuffer sample = ByteBuffer.allocate((int) Math.min(SAMPLE, tensor.bytes()));
        long position = tensor.offset();
        while (sample.hasRemaining()) {
            int count = file.read(sample, position);
            if (count < 0) {
                throw new IOException(tensor.file() + " ends before the tensor " + tensor.name());
            }
            position += count;
        }
        digest.update(sample.flip());
    }

    private void add(String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
