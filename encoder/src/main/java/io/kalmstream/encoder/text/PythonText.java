package io.kalmstream.encoder.text;

/** Strings as Python treats them, which is what the models were trained behind. */
final class PythonText {
    private PythonText() {}

    /** {@code str.strip()}: unlike Java's, it takes no-break spaces too, and unit separators and next-line. */
    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** {@code str.isspace()} of one character; all of them are in the basic plane. */
    static boolean isSpace(char c) {
        return switch (c) {
            case '\t', '\n', '\u000B', '\f', '\r', '\u001C', '\u001D', '\u001E', '\u001F', ' ' -> true;
            case '\u0085', '\u00A0', '\u1680', '\u2028', '\u2029', '\u202F', '\u205F', '\u3000' -> true;
            default -> c >= '\u2000' && c <= '\u200A';
        };
    }
}
