package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kalmstream.encoder.EncoderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SequencedSet;

/** A JSON object in a file, or one inside it. What is missing or of another type is said by file and key; null is missing. */
final class JsonFile {
    /** The largest one that is read whole, an index of shards, has a line per tensor. */
    private static final long MAX_BYTES = 64L << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final Path path;
    private final String prefix;
    private final JsonNode node;

    private JsonFile(Path path, String prefix, JsonNode node) {
        this.path = path;
        this.prefix = prefix;
        this.node = node;
    }

    static JsonFile read(Path path) {
        return find(path)
                .orElseThrow(() -> new EncoderException(path
                        + " is missing: is this the folder of a Hugging Face checkpoint, and was all"
                        + " of it downloaded?"));
    }

    static Optional<JsonFile> find(Path path) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        JsonNode node = parse(path);
        if (!node.isObject()) {
            throw new EncoderException(path + " is not a JSON object");
        }
        return Optional.of(new JsonFile(path, "", node));
    }

    /** Of any JSON type. */
    static JsonNode parse(Path path) {
        try {
            long bytes = Files.size(path);
            if (bytes > MAX_BYTES) {
                throw new EncoderException(path + " has " + bytes + " bytes, more than the " + MAX_BYTES
                        + " that are read of a JSON file");
            }
            byte[] content = Files.readAllBytes(path);
            NotACheckpointFile.refuse(path, content);
            return MAPPER.readTree(content);
        } catch (IOException e) {
            throw new EncoderException(path + " cannot be read as JSON: is it complete?", e);
        }
    }

    Path path() {
        return path;
    }

    /** The key as a person finds it, e.g. {@code config.json text_config.hidden_act}. */
    String at(String key) {
        return requireNonNull(path.getFileName()) + " " + prefix + key;
    }

    SequencedSet<String> keys() {
        LinkedHashSet<String> keys = new LinkedHashSet<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** The key's value as JSON, for messages; long ones are cut. */
    String shown(String key) {
        String value = String.valueOf(node.get(key));
        return value.length() <= 100 ? value : value.substring(0, 100) + "...";
    }

    Optional<JsonFile> object(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!node.get(key).isObject()) {
            throw wrong(key, "an object");
        }
        return Optional.of(new JsonFile(path, prefix + key + ".", node.get(key)));
    }

    Optional<JsonNode> any(String key) {
        return has(key) ? Optional.of(node.get(key)) : Optional.empty();
    }

    Optional<String> text(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!node.get(key).isTextual()) {
            throw wrong(key, "a string");
        }
        return Optional.of(node.get(key).textValue());
    }

    Optional<Boolean> flag(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!node.get(key).isBoolean()) {
            throw wrong(key, "true or false");
        }
        return Optional.of(node.get(key).booleanValue());
    }

    boolean isTrue(String key) {
        return flag(key).orElse(false);
    }

    OptionalDouble number(String key) {
        if (!has(key)) {
            return OptionalDouble.empty();
        }
        double value = node.get(key).asDouble();
        if (!node.get(key).isNumber() || !(value > 0) || value == Double.POSITIVE_INFINITY) {
            throw wrong(key, "a number above 0");
        }
        return OptionalDouble.of(value);
    }

    OptionalInt count(String key) {
        if (!has(key)) {
            return OptionalInt.empty();
        }
        if (!node.get(key).isIntegralNumber()
                || !node.get(key).canConvertToInt()
                || node.get(key).intValue() < 1) {
            throw wrong(key, "a whole number above 0");
        }
        return OptionalInt.of(node.get(key).intValue());
    }

    int requiredCount(String key) {
        return count(key).orElseThrow(() -> new EncoderException(path + ": " + prefix + key + " is missing"));
    }

    EncoderException wrong(String key, String expected) {
        return new EncoderException(path + ": " + prefix + key + " is " + shown(key) + ", expected " + expected);
    }
}
