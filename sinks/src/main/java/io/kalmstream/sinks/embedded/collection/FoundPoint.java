package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.wire.PointKey;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point in an answer.
 *
 * @param score 1 where nothing was compared
 * @param vectors null when none were asked for
 */
public record FoundPoint(
        PointKey key,
        float score,
        Map<String, Value> payload,
        @Nullable Map<String, float[]> vectors) {}
