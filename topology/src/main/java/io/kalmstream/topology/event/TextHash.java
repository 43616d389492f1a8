package io.kalmstream.topology.event;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Says when two texts are the same: SHA-256 of the {@link ComposedText}, runs of white space collapsed to one space, stripped,
 * zero-width characters removed.
 */
public final class TextHash {
    private static final boolean[] OMITTED = omitted();

    private TextHash() {}

    /** The hash, 64 hexadecimal digits. */
    public static String of(String text) {
        return HexFormat.of().formatHex(Sha256.digest(normalise(text).getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether nothing would be left of the text. */
    public static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!OMITTED[text.charAt(i)]) {
                return false;
            }
        }
        return true;
    }

    static String normalise(String text) {
        String composed = ComposedText.of(text);
        return isNormal(composed) ? composed : collapsed(composed);
    }

    /** Whether there is nothing to leave out. */
    private static boolean isNormal(String text) {
        boolean space = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' ? space : OMITTED[c]) {
                return false;
            }
            space = c == ' ';
        }
        return !space;
    }

    /** No pair needs to be looked at as a whole: what is left out is one character each. */
    private static String collapsed(String composed) {
        char[] kept = new char[composed.length()];
        int length = 0;
        boolean space = false;
        for (int i = 0; i < composed.length(); i++) {
            char c = composed.charAt(i);
            if (!OMITTED[c]) {
                if (space && length > 0) {
                    kept[length++] = ' ';
                }
                space = false;
                kept[length++] = c;
            } else if (isSpace(c)) {
                space = true;
            }
        }
        return new String(kept, 0, length);
    }

    /** All white space, and all that is zero-width. */
    private static boolean[] omitted() {
        boolean[] omitted = new boolean[Character.MAX_VALUE + 1];
        for (int c = 0; c < omitted.length; c++) {
            omitted[c] = isSpace((char) c) || isZeroWidth((char) c);
        }
        return omitted;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isZeroWidth(char c) {
        return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF || c == 0x180E;
    }
}
