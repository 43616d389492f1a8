package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document as the store keeps it.
 *
 * @param vector unit length; not copied, do not change
 * @param text null when the store shall not keep it
 * @param textHash SHA-256 of the normalised text, hexadecimal: equal for exact duplicates
 * @param model {@code name@revision} of the model that made the vector
 * @param attributes values are String, Long, Double or Boolean
 * @param source where it came from
 */
public record Point(
        DocumentKey key,
        float[] vector,
        @Nullable String text,
        String textHash,
        String model,
        Map<String, Object> attributes,
        Instant occurredAt,
        Source source) {
    public Point {
        requireNonNull(key, "key is null");
        requireNonNull(vector, "vector is null");
        requireNonNull(textHash, "textHash is null");
        requireNonNull(model, "model is null");
        attributes = Map.copyOf(attributes);
        requireNonNull(occurredAt, "occurredAt is null");
        requireNonNull(source, "source is null");
    }

    /** The Kafka record a point was made from. */
    public record Source(String topic, int partition, long offset) {
        public Source {
            requireNonNull(topic, "topic is null");
        }
    }
}
