package io.kalmstream.encoder.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What the content of a file must hash to, which is its name among the blobs too: SHA-256 for large files (Git LFS), the SHA-1 of a
 * Git blob for those that lie in the repository itself.
 *
 * @param hex lower case
 */
record Checksum(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final int GIT_LENGTH = 40;

    Checksum {
        requireNonNull(hex, "hex is null");
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a checksum of the Hub: " + hex.length() + " characters");
        }
    }

    static boolean isForm(String hex) {
        return FORM.matcher(hex).matches();
    }

    /** @param size of the content, which a Git blob begins with */
    MessageDigest start(long size) {
        try {
            if (hex.length() != GIT_LENGTH) {
                return MessageDigest.getInstance("SHA-256");
            }
            MessageDigest git = MessageDigest.getInstance("SHA-1");
            git.update(("blob " + size + "\0").getBytes(UTF_8));
            return git;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1 and SHA-256", e);
        }
    }

    boolean isOf(MessageDigest read) {
        return hex.equals(HexFormat.of().formatHex(read.digest()));
    }
}
