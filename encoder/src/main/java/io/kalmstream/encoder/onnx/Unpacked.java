package io.kalmstream.encoder.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copies a resource to a file and names its content. */
final class Unpacked {
    private static final int REVISION_LENGTH = 12;

    private Unpacked() {}

    /** @return the first {@value #REVISION_LENGTH} hex digits of the content's SHA-256 */
    static String copy(InputStream resource, Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(resource, MessageDigest.getInstance("SHA-256"))) {
            Files.copy(in, file);
            return HexFormat.of().formatHex(in.getMessageDigest().digest()).substring(0, REVISION_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
