package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kalmstream.avro.TextEvent;
import io.kalmstream.topology.event.mapping.FieldPath;
import io.kalmstream.topology.event.mapping.JsonValues;
import io.kalmstream.topology.event.mapping.Moments;
import io.kalmstream.topology.event.mapping.TextTemplate;
import io.kalmstream.topology.event.mapping.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A line to a record.
 *
 * <p>Threads: any.
 */
final class LineReader {
    private static final String DELETED = "deleted";
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final FieldPath id;
    private final TextTemplate text;
    private final FieldPath tenant;
    private final FieldPath timestamp;
    private final InstantSource clock;
    private final Set<String> used;

    LineReader(LineFormat format, InstantSource clock) {
        id = new FieldPath(format.idField());
        text = TextTemplate.parse(format.textTemplate());
        tenant = new FieldPath(format.tenantField());
        timestamp = new FieldPath(format.timestampField());
        this.clock = requireNonNull(clock, "clock is null");
        used = new HashSet<>(text.fields());
        used.add(id.name());
        used.add(tenant.name());
        used.add(DELETED);
    }

    FeedRecord read(RawLine line) {
        if (line.cut()) {
            return broken(line, "it is longer than %d bytes".formatted(line.bytes().length));
        }
        try {
            JsonNode json = JSON.readTree(utf8(line));
            return json.isObject()
                    ? record(line.number(), JsonValues.group(json))
                    : broken(line, "it is JSON, but not an object");
        } catch (CharacterCodingException _) {
            return broken(line, "it is not UTF-8");
        } catch (JacksonException notJson) {
            // Its message quotes the line.
            return broken(line, "it is not JSON" + column(notJson));
        }
    }

    private FeedRecord record(long line, Value.Group json) {
        @Nullable String key = id.in(json).asName().orElse(null);
        String ownTenant = tenant.in(json).asName().orElse("");
        if (key != null && json.field(DELETED) instanceof Value.Flag(boolean deleted) && deleted) {
            return new FeedRecord.Tombstone(line, key, ownTenant);
        }
        Optional<Instant> occurredAt = Moments.of(timestamp.in(json));
        TextEvent event = new TextEvent(
                key == null ? "" : key,
                text.render(json),
                ownTenant,
                attributes(json, occurredAt.isPresent()),
                occurredAt.orElseGet(clock::instant));
        return new FeedRecord.Event(line, key, event);
    }

    /** What has no other place; a time that cannot be read stays as it is written. */
    private Map<String, Object> attributes(Value.Group json, boolean timestampUsed) {
        Map<String, Object> attributes = new TreeMap<>();
        for (String name : json.names()) {
            boolean isTimestamp = timestampUsed && name.equals(timestamp.name());
            if (!used.contains(name) && !isTimestamp) {
                json.field(name).asAttribute().ifPresent(value -> attributes.put(name, value));
            }
        }
        return attributes;
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

    private static FeedRecord broken(RawLine line, String reason) {
        return new FeedRecord.Broken(line.number(), reason, line.bytes());
    }
}
