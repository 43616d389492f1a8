package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ids that the registry did not know, for a while: a topic full of them need not become a flood of requests.
 *
 * <p>Threads: any.
 */
final class MissingIds {
    private final Duration keep;
    private final LongSupplier nanos;
    private final Object lock = new Object();
    private final Map<Integer, Long> seen;

    /**
     * @param keep zero: none is remembered
     * @param nanos a monotonic clock
     */
    MissingIds(Duration keep, int capacity, LongSupplier nanos) {
        this.keep = requireNonNull(keep, "keep is null");
        this.nanos = requireNonNull(nanos, "nanos is null");
        seen = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
                return size() > capacity;
            }
        };
    }

    void add(int id) {
        if (!keep.isZero()) {
            synchronized (lock) {
                seen.put(id, nanos.getAsLong());
            }
        }
    }

    /** @throws UndecodableRecordException the registry did not know it a moment ago */
    void refuse(int id) {
        synchronized (lock) {
            @Nullable Long since = seen.get(id);
            if (since == null) {
                return;
            }
            if (nanos.getAsLong() - since < keep.toNanos()) {
                throw new UndecodableRecordException(
                        Code.UNKNOWN_SCHEMA, "The schema registry knew no schema of id %d a moment ago".formatted(id));
            }
            seen.remove(id);
        }
    }
}
