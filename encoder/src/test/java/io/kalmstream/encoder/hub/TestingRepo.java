package io.kalmstream.encoder.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model on the {@link TestingHub}.
 *
 * @param files by path; those of weights lie in large-file storage
 */
record TestingRepo(String name, String revision, String commit, Map<String, byte[]> files) {
    static final String NAME = "org/tiny";
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final ObjectMapper JSON = new ObjectMapper();

    TestingRepo {
        files = new TreeMap<>(files);
    }

    /** A model with everything a checkpoint has, and things that nobody should fetch. */
    static TestingRepo tiny(byte[] weights) {
        return new TestingRepo(
                NAME,
                "main",
                COMMIT,
                Map.of(
                        "config.json", "{\"model_type\": \"qwen2\"}".getBytes(UTF_8),
                        "tokenizer.json", "{}".getBytes(UTF_8),
                        "modules.json", "[]".getBytes(UTF_8),
                        "1_Pooling/config.json", "{\"pooling_mode_mean_tokens\": true}".getBytes(UTF_8),
                        "model.safetensors", weights,
                        "modeling.py", "print('run me')".getBytes(UTF_8),
                        "pytorch_model.bin", "pickle".getBytes(UTF_8),
                        "onnx/model.onnx", "onnx".getBytes(UTF_8),
                        "README.md", "# Tiny".getBytes(UTF_8)));
    }

    TestingRepo with(String path, byte[] content) {
        Map<String, byte[]> more = new TreeMap<>(files);
        more.put(path, content);
        return new TestingRepo(name, revision, commit, more);
    }

    TestingRepo without(String path) {
        Map<String, byte[]> fewer = new TreeMap<>(files);
        fewer.remove(path);
        return new TestingRepo(name, revision, commit, fewer);
    }

    TestingRepo at(String otherCommit) {
        return new TestingRepo(name, revision, otherCommit, files);
    }

    boolean isLarge(String path) {
        return path.endsWith(".safetensors") || path.endsWith(".bin");
    }

    String checksum(String path) {
        return isLarge(path) ? hash("SHA-256", bytes(path)) : blob(path);
    }

    /** Git's name of the file; of a large one that of its pointer, which here is a stand-in. */
    private String blob(String path) {
        byte[] content = isLarge(path) ? path.getBytes(UTF_8) : bytes(path);
        byte[] header = ("blob " + content.length + "\0").getBytes(UTF_8);
        byte[] all = new byte[header.length + content.length];
        System.arraycopy(header, 0, all, 0, header.length);
        System.arraycopy(content, 0, all, header.length, content.length);
        return hash("SHA-1", all);
    }

    private byte[] bytes(String path) {
        byte[] content = files.get(path);
        if (content == null) {
            throw new IllegalArgumentException("no file " + path);
        }
        return content;
    }

    /** As {@code /api/models/{id}/revision/{revision}?blobs=true} has it. */
    String listing() {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", name).put("modelId", name).put("sha", commit).put("private", false);
        ArrayNode siblings = root.putArray("siblings");
        files.forEach((path, content) -> {
            ObjectNode file = siblings.addObject();
            file.put("rfilename", path).put("size", content.length).put("blobId", blob(path));
            if (isLarge(path)) {
                file.putObject("lfs")
                        .put("sha256", checksum(path))
                        .put("size", content.length)
                        .put("pointerSize", 130);
            }
        });
        return root.toString();
    }

    /** As {@code /api/models/{id}/tree/{commit}?recursive=true} has it. */
    String tree() {
        ArrayNode tree = JSON.createArrayNode();
        files.forEach((path, content) -> {
            ObjectNode file = tree.addObject();
            file.put("type", "file")
                    .put("path", path)
                    .put("size", content.length)
                    .put("oid", blob(path));
            if (isLarge(path)) {
                file.putObject("lfs")
                        .put("oid", checksum(path))
                        .put("size", content.length)
                        .put("pointerSize", 130);
            }
        });
        return tree.toString();
    }

    private static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
