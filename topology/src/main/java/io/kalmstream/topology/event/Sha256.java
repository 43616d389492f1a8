package io.kalmstream.topology.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 without looking for its implementation at every call: there are two for each event.
 *
 * <p>Threads: any; each has its own.
 */
public final class Sha256 {
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::open);

    private Sha256() {}

    public static byte[] digest(byte[] bytes) {
        return DIGEST.get().digest(bytes);
    }

    private static MessageDigest open() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
