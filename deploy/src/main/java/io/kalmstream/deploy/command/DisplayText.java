package io.kalmstream.deploy.command;

import org.jline.utils.WCWidth;

/** Text as a terminal shows it: some characters take two cells, some none. */
final class DisplayText {
    private static final String CUT = "…";

    private DisplayText() {}

    /** Cells the text takes. */
    static int width(String text) {
        return text.codePoints().map(DisplayText::width).sum();
    }

    /** The text, or as much of it as fits with a sign that it goes on. */
    static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int left = width - width(CUT);
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            left -= width(point);
            if (left < 0) {
                break;
            }
            kept.appendCodePoint(point);
            i += Character.charCount(point);
        }
        return kept.append(CUT).toString();
    }

    /** The text without line breaks, runs of white space and control characters. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().map(DisplayText::printable).forEach(point -> {
            if (point != ' ' || (!line.isEmpty() && line.charAt(line.length() - 1) != ' ')) {
                line.appendCodePoint(point);
            }
        });
        return line.toString().strip();
    }

    private static int printable(int point) {
        return switch (Character.getType(point)) {
            // Format characters too: some reverse the direction of what follows.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> ' ';
            default -> Character.isWhitespace(point) ? ' ' : point;
        };
    }

    private static int width(int point) {
        return Math.max(0, WCWidth.wcwidth(point));
    }
}
