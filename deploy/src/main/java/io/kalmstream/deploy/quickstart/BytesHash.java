package io.kalmstream.deploy.quickstart;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells whether bytes are the same without keeping them. */
record BytesHash(String value) {
    private static final BytesHash NONE = new BytesHash("null");

    /** SHA-256 of the bytes; null, Kafka's tombstone, has its own. */
    static BytesHash of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return NONE;
        }
        try {
            return new BytesHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
