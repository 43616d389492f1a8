package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the vector store has from this partition.
 *
 * <p>Threads: the stream thread only.
 */
final class Documents {
    private final KeyValueStore<Bytes, byte[]> store;

    Documents(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    Optional<Fingerprint> get(DocumentKey key) {
        return Optional.ofNullable(store.get(Bytes.wrap(key(key)))).map(FingerprintCodec::decode);
    }

    void put(DocumentKey key, Fingerprint fingerprint) {
        store.put(Bytes.wrap(key(key)), FingerprintCodec.encode(fingerprint));
    }

    void remove(DocumentKey key) {
        store.delete(Bytes.wrap(key(key)));
    }

    /** The tenants that have this id. */
    Set<String> tenants(String id) {
        byte[] prefix = prefix(id, 0);
        Set<String> tenants = new TreeSet<>();
        try (ByteArraySerializer serializer = new ByteArraySerializer();
                KeyValueIterator<Bytes, byte[]> entries = store.prefixScan(prefix, serializer)) {
            while (entries.hasNext()) {
                byte[] key = entries.next().key.get();
                tenants.add(new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8));
            }
        }
        return tenants;
    }

    /** Length of the id, id, tenant: the length keeps ids that begin alike apart, whatever characters they have. */
    private static byte[] key(DocumentKey key) {
        byte[] tenant = key.tenant().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = prefix(key.id(), tenant.length);
        System.arraycopy(tenant, 0, bytes, bytes.length - tenant.length, tenant.length);
        return bytes;
    }

    private static byte[] prefix(String id, int room) {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + name.length + room)
                .putInt(name.length)
                .put(name)
                .array();
    }
}
