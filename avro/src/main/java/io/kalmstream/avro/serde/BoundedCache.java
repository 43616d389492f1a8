package io.kalmstream.avro.serde;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the {@code capacity} entries used last; nothing expires by time.
 *
 * <p>Threads: any. A missing value is computed outside the lock, so two threads may compute the same one; the first stays.
 */
final class BoundedCache<K, V> {
    private final Object lock = new Object();
    private final Map<K, V> entries;

    BoundedCache(int capacity) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    /** A value that cannot be computed (an exception) is not remembered. */
    V get(K key, Function<K, V> compute) {
        @Nullable V known;
        synchronized (lock) {
            known = entries.get(key);
        }
        if (known != null) {
            return known;
        }
        V computed = compute.apply(key);
        synchronized (lock) {
            @Nullable V raced = entries.putIfAbsent(key, computed);
            return raced == null ? computed : raced;
        }
    }

    int size() {
        synchronized (lock) {
            return entries.size();
        }
    }
}
