package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.wire.PointKey;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A point as it is stored.
 *
 * @param vectors by name, as {@link VectorSpaces#accept} answered them; not copied, do not change
 * @param payload not copied, do not change
 */
record StoredPoint(PointKey key, Map<String, float[]> vectors, Map<String, Value> payload) {
    StoredPoint withPayload(Map<String, Value> newPayload) {
        return new StoredPoint(key, vectors, newPayload);
    }

    StoredPoint withVectors(Map<String, float[]> added) {
        Map<String, float[]> all = new LinkedHashMap<>(vectors);
        all.putAll(added);
        return new StoredPoint(key, all, payload);
    }

    StoredPoint withoutVectors(Set<String> names) {
        Map<String, float[]> left = new LinkedHashMap<>(vectors);
        left.keySet().removeAll(names);
        return new StoredPoint(key, left, payload);
    }
}
