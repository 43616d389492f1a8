package io.kalmstream.topology.event;

import java.text.Normalizer;

/**
 * The one form in which a text is hashed, encoded and stored: Unicode NFC, so that what looks the same is the same whatever its
 * producer's keyboard composes, and without halves of surrogate pairs, which no UTF-8 can hold (each becomes U+FFFD).
 *
 * <p>Composing sorts the marks on a letter, which takes the square of their number. So the text is made stream-safe first (UAX #15,
 * section 13): after {@value #MAX_MARKS} marks in a row comes a joiner that nobody sees, and the time stays in proportion to the text.
 */
public final class ComposedText {
    static final int MAX_MARKS = 30;

    /** Marks in a row that no language needs: from here on they are counted. */
    private static final int MANY_MARKS = 8;

    /** Below it nothing composes with anything. */
    private static final char FIRST_MARK = '\u0300';

    private static final char JOINER = '\u034F';
    private static final char REPLACEMENT = '\uFFFD';

    private ComposedText() {}

    public static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        String fixed = wellFormed(text);
        return nfc(hasManyMarks(fixed) ? streamSafe(fixed) : fixed);
    }

    /** Whether it is composed and well-formed at first sight, as most texts are. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < FIRST_MARK || Inert.has(c)) {
                continue;
            }
            if (i + 1 < text.length() && isPictograph(c, text.charAt(i + 1))) {
                i++;
                continue;
            }
            return false;
        }
        return true;
    }

    /** Of the blocks from 1F000 to 1FAFF, which have neither marks nor anything that is composed. */
    private static boolean isPictograph(char high, char low) {
        return Character.isSurrogatePair(high, low)
                && Character.toCodePoint(high, low) >= 0x1F000
                && Character.toCodePoint(high, low) <= 0x1FAFF;
    }

    private static String wellFormed(String text) {
        StringBuilder fixed = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                i++;
            } else {
                fixed.setCharAt(i, REPLACEMENT);
            }
        }
        return fixed.toString();
    }

    private static boolean hasManyMarks(String text) {
        int marks = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            marks = isMark(text.codePointAt(i)) ? marks + 1 : 0;
            if (marks >= MANY_MARKS) {
                return true;
            }
        }
        return false;
    }

    /** Counts marks as they are when nothing is composed, so that the joiners come at the same places however the text came. */
    private static String streamSafe(String text) {
        StringBuilder safe = new StringBuilder(text.length() + text.length() / MAX_MARKS);
        int[] marks = {0};
        text.codePoints().forEach(point -> {
            int[] parts = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFD)
                    .codePoints()
                    .toArray();
            int leading = leadingMarks(parts);
            if (marks[0] + leading > MAX_MARKS) {
                safe.append(JOINER);
                marks[0] = 0;
            }
            safe.appendCodePoint(point);
            marks[0] = leading == parts.length ? marks[0] + leading : trailingMarks(parts);
        });
        return safe.toString();
    }

    private static int leadingMarks(int[] points) {
        int marks = 0;
        while (marks < points.length && isMark(points[marks])) {
            marks++;
        }
        return marks;
    }

    private static int trailingMarks(int[] points) {
        int marks = 0;
        while (marks < points.length && isMark(points[points.length - 1 - marks])) {
            marks++;
        }
        return marks;
    }

    private static boolean isMark(int point) {
        if (point == JOINER) {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /**
     * The characters that composing leaves as they are and that compose with nothing before them: a text of these only is composed. All
     * others are marks, Hangul's letters, or something else when composed alone.
     */
    private static final class Inert {
        private static final char FIRST_JAMO = '\u1100';
        private static final char LAST_JAMO = '\u11FF';
        private static final boolean[] HAS = table();

        static boolean has(char c) {
            return HAS[c];
        }

        private static boolean[] table() {
            boolean[] inert = new boolean[Character.MAX_VALUE + 1];
            for (int c = FIRST_MARK; c < inert.length; c++) {
                inert[c] = !isMark(c)
                        && c != JOINER
                        && !(c >= FIRST_JAMO && c <= LAST_JAMO)
                        && !Character.isSurrogate((char) c)
                        && Normalizer.isNormalized(Character.toString(c), Normalizer.Form.NFC);
            }
            return inert;
        }
    }
}
