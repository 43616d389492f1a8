package io.kalmstream.deploy.packaging;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the module's folder that are shipped as they are. */
final class Shipped {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private Shipped() {}

    static Path path(String name) {
        Path file = Path.of(name);
        if (!Files.exists(file)) {
            throw new AssertionError(file.toAbsolutePath() + " is not there: tests run in the module's folder");
        }
        return file;
    }

    static String text(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String name) {
        return read(JSON, name);
    }

    static JsonNode yaml(String name) {
        return read(YAML, name);
    }

    private static JsonNode read(ObjectMapper mapper, String name) {
        try {
            return mapper.readTree(text(name));
        } catch (IOException e) {
            throw new AssertionError(name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
