package io.kalmstream.deploy.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kalmstream.deploy.feed.BoundedLines;
import io.kalmstream.deploy.feed.RawLine;
import io.kalmstream.topology.event.TextHash;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads lines of {@code {"a": text, "b": text, "duplicate": true|false}}; blank ones are passed over. */
public final class LabelledPairs {
    private static final int MAX_LINE_BYTES = 1 << 20;
    private static final ObjectReader JSON = JsonMapper.builder().build().readerFor(JsonNode.class);
    private static final String EXPECTED = "expected {\"a\": text, \"b\": text, \"duplicate\": true or false}";

    private LabelledPairs() {}

    /**
     * @param in read to its end, not closed
     * @throws UnusableLineException names the first line that is no pair
     */
    public static List<LabelledPair> read(InputStream in) throws IOException {
        BoundedLines lines = new BoundedLines(in, MAX_LINE_BYTES);
        List<LabelledPair> pairs = new ArrayList<>();
        for (RawLine line = lines.nextOrBlank(); line != null; line = lines.nextOrBlank()) {
            if (!isBlank(line)) {
                pairs.add(pair(line));
            }
        }
        return pairs;
    }

    private static LabelledPair pair(RawLine line) {
        if (line.cut()) {
            throw new UnusableLineException(line.number(), "it is longer than " + MAX_LINE_BYTES + " bytes");
        }
        JsonNode object;
        try {
            object = JSON.readTree(new String(line.bytes(), UTF_8));
        } catch (JsonProcessingException _) {
            throw new UnusableLineException(line.number(), "it is no JSON; " + EXPECTED);
        }
        JsonNode label = object.path("duplicate");
        if (!label.isBoolean()) {
            throw new UnusableLineException(line.number(), "'duplicate' is not true or false; " + EXPECTED);
        }
        return new LabelledPair(line.number(), text(object, "a", line), text(object, "b", line), label.booleanValue());
    }

    private static String text(JsonNode object, String field, RawLine line) {
        JsonNode text = object.path(field);
        if (!text.isTextual() || TextHash.isBlank(text.textValue())) {
            throw new UnusableLineException(line.number(), "'" + field + "' is no text; " + EXPECTED);
        }
        return text.textValue();
    }

    private static boolean isBlank(RawLine line) {
        for (byte b : line.bytes()) {
            if (!Character.isWhitespace(b)) {
                return false;
            }
        }
        return true;
    }

    /** A line that is no pair; the message is for whoever wrote it. */
    public static final class UnusableLineException extends RuntimeException {
        UnusableLineException(long line, String why) {
            super("line %d: %s".formatted(line, why));
        }
    }
}
