package io.kalmstream.encoder.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What can be said of a snapshot without its listing: whether the parts are there that its own files speak of. */
final class SnapshotFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SnapshotFiles() {}

    static List<String> missing(Path folder) {
        List<String> missing = new ArrayList<>();
        require(folder, "config.json", missing);
        require(folder, "tokenizer.json", missing);
        if (Files.exists(folder.resolve("model.safetensors.index.json"))
                && !Files.exists(folder.resolve("model.safetensors"))) {
            JsonNode index = read(folder.resolve("model.safetensors.index.json"));
            TreeSet<String> shards = new TreeSet<>();
            index.path("weight_map").forEach(shard -> shards.add(shard.asText()));
            shards.stream().filter(RemoteFile::isInside).forEach(shard -> require(folder, shard, missing));
        } else {
            require(folder, "model.safetensors", missing);
        }
        for (JsonNode module : read(folder.resolve("modules.json"))) {
            String path = module.path("path").asText();
            if (module.path("type").asText().endsWith(".Pooling") && RemoteFile.isInside(path)) {
                require(folder, path + "/config.json", missing);
            }
        }
        return missing;
    }

    private static void require(Path folder, String file, List<String> missing) {
        if (!Files.isRegularFile(folder.resolve(file))) {
            missing.add(file);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Files.isRegularFile(file) ? JSON.readTree(Files.readAllBytes(file)) : JSON.missingNode();
        } catch (IOException _) {
            // Whoever opens the model says what is wrong with it.
            return JSON.missingNode();
        }
    }

    static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(SnapshotFiles::size)
                    .sum();
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
