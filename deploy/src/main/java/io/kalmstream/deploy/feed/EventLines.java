package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.topology.event.mapping.FieldPath;
import io.kalmstream.topology.event.mapping.Moments;
import io.kalmstream.topology.event.mapping.TextTemplate;
import io.kalmstream.topology.event.mapping.Value;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lines that say what documents are.
 *
 * <p>Threads: any.
 */
final class EventLines implements LineReader.Mapping {
    private static final String DELETED = "deleted";

    private final FieldPath id;
    private final TextTemplate text;
    private final FieldPath tenant;
    private final FieldPath timestamp;
    private final InstantSource clock;
    private final Set<String> used;

    EventLines(LineFormat format, InstantSource clock) {
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

    @Override
    public FeedRecord record(RawLine line, Value.Group json) {
        @Nullable String key = id.in(json).asName().orElse(null);
        String ownTenant = tenant.in(json).asName().orElse("");
        if (key != null && json.field(DELETED) instanceof Value.Flag(boolean deleted) && deleted) {
            return new FeedRecord.Tombstone(line.number(), key, ownTenant);
        }
        Optional<Instant> occurredAt = Moments.of(timestamp.in(json));
        TextEvent event = new TextEvent(
                key == null ? "" : key,
                text.render(json),
                ownTenant,
                attributes(json, occurredAt.isPresent()),
                occurredAt.orElseGet(clock::instant));
        return new FeedRecord.Event(line.number(), key, event);
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
}
