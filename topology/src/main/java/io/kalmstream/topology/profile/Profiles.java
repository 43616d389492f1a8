package io.kalmstream.topology.profile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The users' profiles, and who is owed recommendations. Keys begin with a byte: 0 for profiles, 1 for what is owed; the user follows.
 *
 * <p>Threads: the stream thread only.
 */
final class Profiles {
    static final String STORE = "profiles";

    private static final byte PROFILE = 0;
    private static final byte OWED = 1;

    private final KeyValueStore<Bytes, byte[]> store;

    Profiles(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    Profile get(UserKey user) {
        byte[] value = store.get(key(PROFILE, user));
        return value == null ? Profile.EMPTY : ProfileCodec.decode(value);
    }

    void put(UserKey user, Profile profile) {
        store.put(key(PROFILE, user), ProfileCodec.encode(profile));
        store.put(key(OWED, user), new byte[0]);
    }

    void settle(UserKey user) {
        store.delete(key(OWED, user));
    }

    List<UserKey> owed() {
        List<UserKey> users = new ArrayList<>();
        try (ByteArraySerializer serializer = new ByteArraySerializer();
                KeyValueIterator<Bytes, byte[]> entries = store.prefixScan(new byte[] {OWED}, serializer)) {
            while (entries.hasNext()) {
                byte[] key = entries.next().key.get();
                users.add(UserKey.of(Arrays.copyOfRange(key, 1, key.length)));
            }
        }
        return users;
    }

    private static Bytes key(byte kind, UserKey user) {
        byte[] name = user.bytes();
        return Bytes.wrap(
                ByteBuffer.allocate(1 + name.length).put(kind).put(name).array());
    }
}
