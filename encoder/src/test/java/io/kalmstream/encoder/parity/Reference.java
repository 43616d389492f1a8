package io.kalmstream.encoder.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.encoder.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** What the real implementation answers. */
final class Reference {
    private Reference() {}

    /**
     * @param prompt put before the text
     * @param tokens how many the text is, prompt and special tokens included
     * @param vector in full length
     * @param cut vectors by Matryoshka dimension; only some rows have them
     */
    record Row(String text, Prompt prompt, int tokens, float[] vector, Map<Integer, float[]> cut) {
        @Override
        public String toString() {
            return prompt + " of " + tokens + " tokens: "
                    + text.substring(0, Math.min(20, text.length()))
                            .codePoints()
                            .boxed()
                            .toList();
        }
    }

    /** @param literal set as the side's prompt instead of the checkpoint's own */
    record Prompt(Side side, Optional<String> literal) {}

    /**
     * @param ids for each line, truncated to 512 tokens
     * @param truncated by limit and number of the line
     */
    record Tokens(List<int[]> ids, Map<Integer, Map<Integer, int[]>> truncated) {}

    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        read("lines.json.gz").forEach(line -> lines.add(line.asText()));
        return lines;
    }

    static Tokens tokens(ParityCheckpoint checkpoint) {
        JsonNode json = read("tokens-" + checkpoint.tokens() + ".json.gz");
        List<int[]> ids = new ArrayList<>();
        json.get("ids").forEach(line -> ids.add(ints(line)));
        Map<Integer, Map<Integer, int[]>> truncated = new TreeMap<>();
        json.get("short").properties().forEach(limit -> {
            Map<Integer, int[]> lines = new TreeMap<>();
            limit.getValue()
                    .properties()
                    .forEach(line -> lines.put(Integer.valueOf(line.getKey()), ints(line.getValue())));
            truncated.put(Integer.valueOf(limit.getKey()), lines);
        });
        return new Tokens(ids, truncated);
    }

    static List<Row> vectors(ParityCheckpoint checkpoint) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode row : read("vectors-" + checkpoint.vectors() + ".json.gz")) {
            Map<Integer, float[]> cut = new TreeMap<>();
            row.path("cut")
                    .properties()
                    .forEach(entry -> cut.put(Integer.valueOf(entry.getKey()), floats(entry.getValue())));
            rows.add(new Row(
                    row.get("text").asText(),
                    prompt(row.get("prompt")),
                    row.get("tokens").asInt(),
                    floats(row.get("vector")),
                    cut));
        }
        return rows;
    }

    private static Prompt prompt(JsonNode prompt) {
        if (prompt.isObject()) {
            return new Prompt(Side.QUERY, Optional.of(prompt.get("literal").asText()));
        }
        return new Prompt(Side.valueOf(prompt.asText().toUpperCase(Locale.ROOT)), Optional.empty());
    }

    private static JsonNode read(String name) {
        try (InputStream packed = Files.newInputStream(ParityCheckpoint.resource(name));
                InputStream json = new GZIPInputStream(packed)) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] ints(JsonNode values) {
        int[] ids = new int[values.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = values.get(i).asInt();
        }
        return ids;
    }

    private static float[] floats(JsonNode base64) {
        FloatBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64.asText()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] vector = new float[bytes.remaining()];
        bytes.get(vector);
        return vector;
    }
}
