package io.kalmstream.topology.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/** Who a user is: ids are unique within a tenant. As bytes: length of the id, id, tenant. */
record UserKey(String tenant, String id) {
    UserKey {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(id, "id is null");
    }

    byte[] bytes() {
        byte[] name = id.getBytes(UTF_8);
        byte[] of = tenant.getBytes(UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + name.length + of.length)
                .putInt(name.length)
                .put(name)
                .put(of)
                .array();
    }

    static UserKey of(ByteBuffer bytes) {
        byte[] name = new byte[bytes.getInt()];
        bytes.get(name);
        byte[] of = new byte[bytes.remaining()];
        bytes.get(of);
        return new UserKey(new String(of, UTF_8), new String(name, UTF_8));
    }
}
