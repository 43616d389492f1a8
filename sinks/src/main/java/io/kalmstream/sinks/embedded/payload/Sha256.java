package io.kalmstream.sinks.embedded.payload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Stands in for bytes that are too long for an index term. */
final class Sha256 {
    private Sha256() {}

    static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
