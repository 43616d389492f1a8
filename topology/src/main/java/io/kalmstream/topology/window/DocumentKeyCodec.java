package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A document's key in a store: length of the id, id, tenant. The length keeps ids that begin alike apart, whatever characters they
 * have.
 */
public final class DocumentKeyCodec {
    private DocumentKeyCodec() {}

    public static byte[] encode(DocumentKey key) {
        byte[] tenant = key.tenant().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = prefix(key.id(), tenant.length);
        System.arraycopy(tenant, 0, bytes, bytes.length - tenant.length, tenant.length);
        return bytes;
    }

    /** What the keys of an id begin with, in all tenants. */
    static byte[] prefix(String id) {
        return prefix(id, 0);
    }

    public static DocumentKey decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] id = new byte[buffer.getInt()];
        buffer.get(id);
        byte[] tenant = new byte[buffer.remaining()];
        buffer.get(tenant);
        return new DocumentKey(new String(tenant, StandardCharsets.UTF_8), new String(id, StandardCharsets.UTF_8));
    }

    private static byte[] prefix(String id, int room) {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + name.length + room)
                .putInt(name.length)
                .put(name)
                .array();
    }
}
