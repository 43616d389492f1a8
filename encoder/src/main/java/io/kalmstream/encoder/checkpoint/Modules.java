package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.kalmstream.encoder.EncoderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code modules.json} of sentence-transformers: a transformer, a pooling, and perhaps a normalization, each with a folder.
 *
 * @param transformer where config.json, weights and tokenizer are
 * @param pooling where the pooling's config.json is; empty without a modules.json
 */
record Modules(Path transformer, Optional<Path> pooling, boolean normalize) {
    private static final String FILE = "modules.json";
    private static final String PACKAGE = "sentence_transformers.";

    Modules {
        requireNonNull(transformer, "transformer is null");
        requireNonNull(pooling, "pooling is null");
    }

    static Modules of(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return new Modules(folder, Optional.empty(), false);
        }
        List<String> kinds = new ArrayList<>();
        List<Path> folders = new ArrayList<>();
        for (JsonNode module : JsonFile.parse(file)) {
            kinds.add(kind(file, module.path("type").asText()));
            folders.add(inside(folder, file, module.path("path").asText()));
        }
        boolean normalize = kinds.equals(List.of("Transformer", "Pooling", "Normalize"));
        if (!normalize && !kinds.equals(List.of("Transformer", "Pooling"))) {
            throw new EncoderException(file + " has the modules " + kinds
                    + ", known is Transformer, Pooling and perhaps Normalize, in this order");
        }
        return new Modules(folders.get(0), Optional.of(folders.get(1)), normalize);
    }

    /** The class's name alone: its package has moved between versions. */
    private static String kind(Path file, String type) {
        String kind = type.substring(type.lastIndexOf('.') + 1);
        if (!type.startsWith(PACKAGE)
                || !List.of("Transformer", "Pooling", "Normalize").contains(kind)) {
            throw new EncoderException(file + " has a module of type " + type
                    + ", which is not implemented; known are Transformer, Pooling, Normalize of sentence_transformers");
        }
        return kind;
    }

    private static Path inside(Path folder, Path file, String path) {
        if (path.indexOf(0) >= 0 || !folder.resolve(path).normalize().startsWith(folder.normalize())) {
            throw new EncoderException(
                    file + " has a module outside its own folder: " + path.replaceAll("\\p{Cntrl}", "?"));
        }
        return folder.resolve(path).normalize();
    }
}
