package io.kalmstream.encoder.text;

/** Replaces halves of surrogate pairs, which have no UTF-8 form, by U+FFFD. */
final class WellFormed {
    private static final char REPLACEMENT = '\uFFFD';

    private WellFormed() {}

    static String of(String text) {
        if (!hasLoneSurrogate(text)) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (isLoneSurrogate(text, i)) {
                repaired.setCharAt(i, REPLACEMENT);
            }
        }
        return repaired.toString();
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isLoneSurrogate(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
