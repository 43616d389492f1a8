package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point as it was found, without its vector.
 *
 * @param text null when the store does not keep it
 * @param occurredAt when the event happened that was the last to change it
 * @param textAt when the event happened that brought its present text: what changes attributes leaves it
 * @param duplicate null for a canonical point
 * @param fence of the write that left it; null where nobody said
 */
public record StoredPoint(
        DocumentKey key,
        @Nullable String text,
        String textHash,
        String model,
        Map<String, Object> attributes,
        Instant occurredAt,
        Instant textAt,
        Point.Source source,
        @Nullable Duplicate duplicate,
        @Nullable Fence fence) {
    public StoredPoint {
        requireNonNull(key, "key is null");
        requireNonNull(textHash, "textHash is null");
        requireNonNull(model, "model is null");
        attributes = Map.copyOf(attributes);
        requireNonNull(occurredAt, "occurredAt is null");
        requireNonNull(textAt, "textAt is null");
        requireNonNull(source, "source is null");
    }
}
