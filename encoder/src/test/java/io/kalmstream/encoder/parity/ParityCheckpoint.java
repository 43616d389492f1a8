package io.kalmstream.encoder.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A tiny random checkpoint of each kind, as the real classes save it. */
public enum ParityCheckpoint {
    /** Like KaLM V2.5, and its configuration says that it is not causal. */
    QWEN2_BIDIRECTIONAL("qwen2-bidirectional"),
    /** The same weights, as V2.5 is published: only its name tells that it is not causal. */
    QWEN2_KNOWN_BY_NAME("qwen2-bidirectional", "KaLM-embedding-multilingual-mini-instruct-v2.5", "qwen2-bidirectional"),
    /** Like KaLM V1: in bf16 and in shards, no end token, no prompts. */
    QWEN2_CAUSAL("qwen2-causal"),
    /** Like KaLM Gemma3: its sliding window is 16 tokens. */
    GEMMA3("gemma3"),
    /** The same weights under a configuration as transformers 5 writes it. */
    GEMMA3_NEW_CONFIG("gemma3", "gemma3-new-config", "gemma3"),
    /** The same weights, bidirectional with a sliding window of 9 in each direction, mean pooling. */
    GEMMA3_BIDIRECTIONAL("gemma3", "gemma3-bidirectional", "gemma3-bidirectional"),
    /** In fp16, mean pooling. */
    BERT("bert"),
    /** The same weights, CLS pooling. */
    BERT_CLS("bert", "bert-cls", "bert-cls");

    private final String base;
    private final String folderName;
    private final String vectors;

    ParityCheckpoint(String folderName) {
        this(folderName, folderName, folderName);
    }

    /**
     * @param base the checkpoint that this one's files are laid over
     * @param vectors the name of those that the reference answered
     */
    ParityCheckpoint(String base, String folderName, String vectors) {
        this.base = base;
        this.folderName = folderName;
        this.vectors = vectors;
    }

    /** The folder's name, as on the Hub for a model that is known by name. */
    public String folderName() {
        return folderName;
    }

    /** The name of the tokens that the reference made. */
    String tokens() {
        return base;
    }

    /** The name of the vectors that the reference answered. */
    String vectors() {
        return vectors;
    }

    /** Copies the checkpoint into a new folder of {@code parent} that may be changed. */
    public Path copyInto(Path parent) {
        Path folder = parent.resolve(folderName());
        for (String layer : List.of(base, folderName)) {
            copy(resource("checkpoints/" + layer), folder);
        }
        return folder;
    }

    static Path resource(String name) {
        URL url = Objects.requireNonNull(ParityCheckpoint.class.getResource(name), name);
        try {
            URI uri = url.toURI();
            return Path.of(uri);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.write(target, Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
