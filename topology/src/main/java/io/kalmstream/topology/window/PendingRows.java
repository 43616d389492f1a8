package io.kalmstream.topology.window;

import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Events that were read and have not ended yet. What is in here when a task dies is worked on by its next owner. The keys sort as
 * topic, partition, offset do.
 *
 * <p>Threads: the stream thread only.
 */
final class PendingRows {
    private final KeyValueStore<Bytes, byte[]> store;

    PendingRows(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void put(RawEvent event) {
        store.put(key(event.origin()), RawEventCodec.encode(event));
    }

    void remove(Origin origin) {
        store.delete(key(origin));
    }

    /** All of them, by offset within a topic's partition. */
    List<RawEvent> all() {
        List<RawEvent> events = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                events.add(RawEventCodec.decode(entry.value));
            }
        }
        return events;
    }

    /** Topic, NUL (no topic's name has one), partition, offset; both big-endian. */
    private static Bytes key(Origin origin) {
        byte[] topic = origin.topic().getBytes(StandardCharsets.UTF_8);
        ByteBuffer key = ByteBuffer.allocate(topic.length + 1 + Integer.BYTES + Long.BYTES);
        key.put(topic).put((byte) 0).putInt(origin.partition()).putLong(origin.offset());
        return Bytes.wrap(key.array());
    }
}
