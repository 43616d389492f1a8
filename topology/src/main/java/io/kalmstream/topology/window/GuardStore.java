package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What keeps earlier owners of the partition from being taken for the present one: the last owner's epoch, under the key 0; and the
 * documents deleted of late, under 1 and the document's key, with the time of the deletion.
 *
 * <p>Threads: the stream thread only.
 */
final class GuardStore {
    private static final byte EPOCH = 0;
    private static final byte TOMBSTONE = 1;

    private final KeyValueStore<Bytes, byte[]> store;

    GuardStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** 0 where there was no owner before. */
    long epoch() {
        byte[] value = store.get(Bytes.wrap(new byte[] {EPOCH}));
        return value == null ? 0 : ByteBuffer.wrap(value).getLong();
    }

    void epoch(long epoch) {
        store.put(Bytes.wrap(new byte[] {EPOCH}), longBytes(epoch));
    }

    void bury(DocumentKey key, Instant at) {
        store.put(tombstone(key), longBytes(at.toEpochMilli()));
    }

    void forget(DocumentKey key) {
        store.delete(tombstone(key));
    }

    /** The tombstones, oldest first. */
    Map<DocumentKey, Instant> tombstones() {
        Map<DocumentKey, Instant> found = new LinkedHashMap<>();
        try (ByteArraySerializer serializer = new ByteArraySerializer();
                KeyValueIterator<Bytes, byte[]> entries = store.prefixScan(new byte[] {TOMBSTONE}, serializer)) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                ByteBuffer key = ByteBuffer.wrap(entry.key.get());
                byte[] document = new byte[key.remaining() - 1];
                key.get(1, document);
                found.put(
                        DocumentKeyCodec.decode(document),
                        Instant.ofEpochMilli(ByteBuffer.wrap(entry.value).getLong()));
            }
        }
        Map<DocumentKey, Instant> oldestFirst = new LinkedHashMap<>();
        found.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(entry -> oldestFirst.put(entry.getKey(), entry.getValue()));
        return oldestFirst;
    }

    private static Bytes tombstone(DocumentKey key) {
        byte[] document = DocumentKeyCodec.encode(key);
        return Bytes.wrap(ByteBuffer.allocate(1 + document.length)
                .put(TOMBSTONE)
                .put(document)
                .array());
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
