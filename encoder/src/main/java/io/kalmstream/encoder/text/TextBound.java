package io.kalmstream.encoder.text;

/**
 * Cuts a text that is far longer than its model reads before it is tokenized: tokenizing 10 MB to keep 256 tokens would stop
 * everybody else. No language writes so many characters in a token; a text of white space may.
 */
final class TextBound {
    private static final int CHARS_PER_TOKEN = 64;

    private final int maxChars;

    TextBound(int maxTokens) {
        maxChars = Math.multiplyExact(maxTokens, CHARS_PER_TOKEN);
    }

    boolean exceeds(String text) {
        return text.length() > maxChars;
    }

    /** At most the bound, and never half of a surrogate pair. */
    String cut(String text) {
        if (!exceeds(text)) {
            return text;
        }
        boolean splitsPair =
                Character.isHighSurrogate(text.charAt(maxChars - 1)) && Character.isLowSurrogate(text.charAt(maxChars));
        return text.substring(0, splitsPair ? maxChars - 1 : maxChars);
    }
}
