package io.kalmstream.topology.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Says when two texts are the same: SHA-256 of the {@link ComposedText}, runs of white space collapsed to one space, stripped,
 * zero-width characters removed.
 */
public final class TextHash {
    private TextHash() {}

    /** The hash, 64 hexadecimal digits. */
    public static String of(String text) {
        return HexFormat.of().formatHex(sha256().digest(normalise(text).getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether nothing would be left of the text. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(point -> isSpace(point) || isZeroWidth(point));
    }

    static String normalise(String text) {
        String composed = ComposedText.of(text);
        StringBuilder kept = new StringBuilder(composed.length());
        boolean space = false;
        for (int i = 0; i < composed.length(); i += Character.charCount(composed.codePointAt(i))) {
            int point = composed.codePointAt(i);
            if (isSpace(point)) {
                space = true;
            } else if (!isZeroWidth(point)) {
                if (space && !kept.isEmpty()) {
                    kept.append(' ');
                }
                space = false;
                kept.appendCodePoint(point);
            }
        }
        return kept.toString();
    }

    private static boolean isSpace(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    private static boolean isZeroWidth(int point) {
        return (point >= 0x200B && point <= 0x200D) || point == 0x2060 || point == 0xFEFF || point == 0x180E;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
