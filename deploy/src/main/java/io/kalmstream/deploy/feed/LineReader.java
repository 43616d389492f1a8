package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kalmstream.topology.event.mapping.JsonValues;
import io.kalmstream.topology.event.mapping.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A line to a record.
 *
 * <p>Threads: any.
 */
final class LineReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final Mapping mapping;

    LineReader(Mapping mapping) {
        this.mapping = requireNonNull(mapping, "mapping is null");
    }

    FeedRecord read(RawLine line) {
        if (line.cut()) {
            return broken(line, "it is longer than %d bytes".formatted(line.bytes().length));
        }
        try {
            JsonNode json = JSON.readTree(utf8(line));
            return json.isObject()
                    ? mapping.record(line, JsonValues.group(json))
                    : broken(line, "it is JSON, but not an object");
        } catch (CharacterCodingException _) {
            return broken(line, "it is not UTF-8");
        } catch (JacksonException notJson) {
            // Its message quotes the line.
            return broken(line, "it is not JSON" + column(notJson));
        }
    }

    private static String utf8(RawLine line) throws CharacterCodingException {
        String decoded = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(line.bytes()))
                .toString();
        return line.number() == 1 && decoded.startsWith(BYTE_ORDER_MARK) ? decoded.substring(1) : decoded;
    }

    private static String column(JacksonException notJson) {
        return notJson.getLocation() == null
                ? ""
                : ", as of column " + notJson.getLocation().getColumnNr();
    }

    static FeedRecord broken(RawLine line, String reason) {
        return new FeedRecord.Broken(line.number(), reason, line.bytes());
    }

    /** What the fields of a line mean. */
    @FunctionalInterface
    interface Mapping {
        /** @param json the line's */
        FeedRecord record(RawLine line, Value.Group json);
    }
}
