package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.qdrant.PayloadFields.ATTRIBUTES;
import static io.kalmstream.sinks.qdrant.PayloadFields.DUPLICATE_KIND;
import static io.kalmstream.sinks.qdrant.PayloadFields.DUPLICATE_OF;
import static io.kalmstream.sinks.qdrant.PayloadFields.DUPLICATE_SCORE;
import static io.kalmstream.sinks.qdrant.PayloadFields.ID;
import static io.kalmstream.sinks.qdrant.PayloadFields.MODEL;
import static io.kalmstream.sinks.qdrant.PayloadFields.OCCURRED_AT;
import static io.kalmstream.sinks.qdrant.PayloadFields.OFFSET;
import static io.kalmstream.sinks.qdrant.PayloadFields.PARTITION;
import static io.kalmstream.sinks.qdrant.PayloadFields.SOURCE;
import static io.kalmstream.sinks.qdrant.PayloadFields.TENANT;
import static io.kalmstream.sinks.qdrant.PayloadFields.TEXT;
import static io.kalmstream.sinks.qdrant.PayloadFields.TEXT_AT;
import static io.kalmstream.sinks.qdrant.PayloadFields.TEXT_HASH;
import static io.kalmstream.sinks.qdrant.PayloadFields.TOPIC;
import static io.kalmstream.sinks.qdrant.PayloadFields.WRITER;
import static io.kalmstream.sinks.qdrant.PayloadFields.WRITER_EPOCH;
import static io.kalmstream.sinks.qdrant.PayloadFields.WRITER_SEQUENCE;
import static io.qdrant.client.ValueFactory.value;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Our values to Qdrant's payload. */
final class PayloadEncoder {
    private PayloadEncoder() {}

    /** @throws IllegalArgumentException an attribute is of a type that does not come back as it went */
    static Map<String, Value> payload(Point point, Fence fence) {
        Map<String, Value> payload =
                new HashMap<>(changing(point.attributes(), point.occurredAt(), point.source(), fence));
        payload.put(ID, value(point.key().id()));
        payload.put(TENANT, value(point.key().tenant()));
        payload.put(TEXT_HASH, value(point.textHash()));
        payload.put(TEXT_AT, value(point.occurredAt().toString()));
        payload.put(MODEL, value(point.model()));
        if (point.text() != null) {
            payload.put(TEXT, value(point.text()));
        }
        return payload;
    }

    /** @throws IllegalArgumentException as {@link #payload(Point, Fence)} */
    static Map<String, Value> payload(Change.SetAttributes change, Fence fence) {
        return changing(change.attributes(), change.occurredAt(), change.source(), fence);
    }

    static Map<String, Value> payload(Duplicate duplicate) {
        return Map.of(
                DUPLICATE_OF, value(duplicate.of()),
                DUPLICATE_SCORE, value(duplicate.score()),
                DUPLICATE_KIND, value(duplicate.kind().name()));
    }

    private static Map<String, Value> changing(
            Map<String, Object> attributes, Instant occurredAt, Point.Source source, Fence fence) {
        Map<String, Value> encoded = new HashMap<>();
        attributes.forEach((name, attribute) -> encoded.put(name, attribute(attribute)));
        return Map.of(
                ATTRIBUTES, value(encoded),
                OCCURRED_AT, value(occurredAt.toString()),
                SOURCE,
                        value(Map.of(
                                TOPIC, value(source.topic()),
                                PARTITION, value(source.partition()),
                                OFFSET, value(source.offset()))),
                WRITER, value(fence.writer()),
                WRITER_EPOCH, value(fence.epoch()),
                WRITER_SEQUENCE, value(fence.sequence()));
    }

    /** The message names no attribute: names are the user's too. */
    private static Value attribute(Object attribute) {
        return switch (attribute) {
            case String text -> value(text);
            case Long number -> value(number.longValue());
            case Double number when Double.isFinite(number) -> value(number.doubleValue());
            case Boolean flag -> value(flag.booleanValue());
            default ->
                throw new IllegalArgumentException(
                        "an attribute is a %s; String, Long, Boolean and finite Double can be kept"
                                .formatted(attribute.getClass().getSimpleName()));
        };
    }
}
