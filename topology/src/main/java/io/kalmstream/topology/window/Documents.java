package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
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
        return Optional.ofNullable(store.get(Bytes.wrap(DocumentKeyCodec.encode(key))))
                .map(FingerprintCodec::decode);
    }

    void put(DocumentKey key, Fingerprint fingerprint) {
        store.put(Bytes.wrap(DocumentKeyCodec.encode(key)), FingerprintCodec.encode(fingerprint));
    }

    void remove(DocumentKey key) {
        store.delete(Bytes.wrap(DocumentKeyCodec.encode(key)));
    }

    /** The tenants that have this id. */
    Set<String> tenants(String id) {
        byte[] prefix = DocumentKeyCodec.prefix(id);
        Set<String> tenants = new TreeSet<>();
        try (ByteArraySerializer serializer = new ByteArraySerializer();
                KeyValueIterator<Bytes, byte[]> entries = store.prefixScan(prefix, serializer)) {
            while (entries.hasNext()) {
                tenants.add(DocumentKeyCodec.decode(entries.next().key.get()).tenant());
            }
        }
        return tenants;
    }
}
