package io.kalmstream.topology.event.mapping;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.RawEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where records keep what an event needs.
 *
 * @param id null: the record's key is the id
 * @param tenant null: all records belong to the tenant without a name
 * @param timestamp null: an event occurred when its record says it was sent
 */
public record RecordMapping(
        @Nullable FieldPath id,
        TextTemplate text,
        @Nullable FieldPath tenant,
        @Nullable FieldPath timestamp,
        PayloadFields payload) {
    public RecordMapping {
        requireNonNull(text, "text is null");
        requireNonNull(payload, "payload is null");
    }

    Decoded.Document document(RawEvent event, Value value, KeyReader keys) throws UnusableEventException {
        if (!(value instanceof Value.Group record)) {
            throw new UnusableEventException(
                    FailureCode.MALFORMED, "the value is %s, not an object with fields".formatted(value.kind()));
        }
        String named = id == null ? keys.id(event) : id(id, record);
        return new Decoded.Document(
                new DocumentKey(tenant == null ? "" : tenant(tenant, record), named),
                text.render(record),
                payload.in(record),
                occurredAt(event, record));
    }

    private static String id(FieldPath path, Value.Group record) throws UnusableEventException {
        Value value = path.in(record);
        return value.asName()
                .orElseThrow(() -> new UnusableEventException(
                        FailureCode.MISSING_ID, "field %s, the id, is %s".formatted(path.name(), absence(value))));
    }

    /** Never the tenant without a name: what belongs to one tenant must not be found by another. */
    private static String tenant(FieldPath path, Value.Group record) throws UnusableEventException {
        Value value = path.in(record);
        return value.asName()
                .orElseThrow(() -> new UnusableEventException(
                        value instanceof Value.Missing ? FailureCode.MISSING_FIELD : FailureCode.BAD_FIELD,
                        "field %s, the tenant, is %s".formatted(path.name(), absence(value))));
    }

    private Instant occurredAt(RawEvent event, Value.Group record) throws UnusableEventException {
        Value value = timestamp == null ? Value.Missing.VALUE : timestamp.in(record);
        if (timestamp == null || value instanceof Value.Missing) {
            return Instant.ofEpochMilli(event.origin().timestamp());
        }
        String name = timestamp.name();
        return Moments.of(value)
                .orElseThrow(() -> new UnusableEventException(
                        FailureCode.BAD_FIELD,
                        "field %s, the time, is %s and neither ISO-8601 nor milliseconds since 1970"
                                .formatted(name, value.kind())));
    }

    private static String absence(Value value) {
        return value instanceof Value.Text ? "empty" : value.kind();
    }
}
