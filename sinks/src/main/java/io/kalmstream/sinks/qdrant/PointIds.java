package io.kalmstream.sinks.qdrant;

import io.kalmstream.sinks.DocumentKey;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.grpc.Common.PointId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Which UUID a document has in Qdrant: version 5 (RFC 9562) in {@link #NAMESPACE}, of the UTF-8 bytes of tenant, NUL, document id.
 * Anyone who knows tenant and id can compute it.
 */
public final class PointIds {
    public static final UUID NAMESPACE = UUID.fromString("7e69b406-e63f-46d8-a2f1-fb930581be3f");

    private PointIds() {}

    /** @throws IllegalArgumentException the tenant contains NUL, which separates it from the id */
    public static UUID of(DocumentKey key) {
        if (key.tenant().indexOf('\0') >= 0) {
            throw new IllegalArgumentException("tenant contains the character NUL");
        }
        return nameBased(NAMESPACE, key.tenant() + '\0' + key.id());
    }

    static PointId pointId(DocumentKey key) {
        return PointIdFactory.id(of(key));
    }

    static UUID nameBased(UUID namespace, String name) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xF000L) | 0x5000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }
}
