package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.EncoderException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Names the content of a checkpoint that has no commit: a digest of its JSON files, and of the name, type, shape and three blocks of every
 * tensor, which any training changes. Reading 47 GB whole would take minutes, and this takes what 600 tensors' blocks do.
 *
 * <p>Options that change vectors change the name too, by a suffix, because collections are stamped with it. Dimensions do not: they are
 * stamped beside it, and a shorter vector is the beginning of a longer one.
 */
final class Revision {
    private static final int BUFFER = 1 << 16;
    private static final int BLOCK = 4096;
    static final int LENGTH = 12;
    private static final int SUFFIX_LENGTH = 6;

    private final MessageDigest digest = sha256();

    private Revision() {}

    /** @param files as they are named in the checkpoint; those that are missing take no part */
    static String of(Path folder, List<Path> files, Map<String, WeightTensor> weights) {
        Revision revision = new Revision();
        try {
            for (Path file : files) {
                if (Files.exists(file)) {
                    revision.add(folder.relativize(file).toString());
                    revision.addContent(file);
                }
            }
            revision.addWeights(new TreeMap<>(weights));
        } catch (IOException e) {
            throw new EncoderException(folder + " cannot be read", e);
        }
        return revision.hex(LENGTH);
    }

    /** @return empty when the checkpoint would have chosen the same without the user */
    static String suffix(List<Choice<?>> choices) {
        String overrides = choices.stream()
                .filter(Choice::overridden)
                .map(choice -> choice.decision().key() + "=" + choice.value())
                .collect(Collectors.joining("\n"));
        if (overrides.isEmpty()) {
            return "";
        }
        Revision revision = new Revision();
        revision.add(overrides);
        return "-" + revision.hex(SUFFIX_LENGTH);
    }

    private void addContent(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
    }

    private void addWeights(Map<String, WeightTensor> weights) throws IOException {
        Map<Path, List<Map.Entry<String, WeightTensor>>> byFile = weights.entrySet().stream()
                .collect(Collectors.groupingBy(entry -> entry.getValue().file(), TreeMap::new, Collectors.toList()));
        Map<String, byte[]> blocks = new TreeMap<>();
        for (Map.Entry<Path, List<Map.Entry<String, WeightTensor>>> file : byFile.entrySet()) {
            try (FileChannel channel = FileChannel.open(file.getKey())) {
                file.getValue()
                        .sort(Comparator.comparingLong(entry -> entry.getValue().offset()));
                for (Map.Entry<String, WeightTensor> entry : file.getValue()) {
                    blocks.put(entry.getKey(), blocks(channel, entry.getValue()));
                }
            }
        }
        // By name, not by place: the same tensors in other shards are the same model.
        blocks.forEach((name, content) -> {
            WeightTensor tensor = weights.get(name);
            add(name + " " + (tensor == null ? "" : tensor.type() + " " + tensor.shape()));
            digest.update(content);
        });
    }

    /** Its beginning, middle and end. */
    private static byte[] blocks(FileChannel channel, WeightTensor tensor) throws IOException {
        int block = (int) Math.min(BLOCK, tensor.bytes());
        ByteBuffer blocks = ByteBuffer.allocate(3 * block);
        for (long at : new long[] {0, (tensor.bytes() - block) / 2, tensor.bytes() - block}) {
            ByteBuffer part = blocks.slice(blocks.position(), block);
            while (part.hasRemaining() && channel.read(part, tensor.offset() + at + part.position()) >= 0) {}
            blocks.position(blocks.position() + block);
        }
        return blocks.array();
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private String hex(int length) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, length);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
