package io.kalmstream.topology.window;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The state of a task; the names are part of the changelog topics' names and do not change. */
public final class TaskStores {
    /** Events that have not ended, see {@link PendingRows}. */
    public static final String PENDING = "pending";
    /** Who owns the partition, and what was deleted of late, see {@link GuardStore}. */
    public static final String GUARD = "guard";
    /** What the vector store has, see {@link Documents}. */
    public static final String DOCUMENTS = "documents";

    /**
     * Every event is written to this changelog and deleted again within seconds: small segments, which are cleaned soon after they are
     * full, keep restores short. Not before half of the log may go, though: at a tenth, brokers copy a day's deletions again and
     * again. Deletions are kept as long as is usual, since a standby that was paused must still see them. An entry is a record and
     * where it came from: longer than the longest record that brokers take by default.
     */
    private static final Map<String, String> SHORT_LIVED = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 << 20),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.5",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(2 << 20));

    private TaskStores() {}

    static Set<StoreBuilder<?>> builders() {
        return Set.of(pending(), documents(), guard());
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> pending() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(PENDING), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(SHORT_LIVED);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> guard() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(GUARD), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    /** Without a cache: a window changes each document once, so a cache would merge nothing and only lengthen commits. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> documents() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(DOCUMENTS), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
