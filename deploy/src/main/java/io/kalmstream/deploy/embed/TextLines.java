package io.kalmstream.deploy.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kalmstream.deploy.feed.BoundedLines;
import io.kalmstream.deploy.feed.RawLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * Lines of UTF-8, ended by LF or CRLF. An empty line is an empty text: leaving it out would shift what comes after it. A byte order mark
 * at the beginning is not part of the text.
 *
 * <p>Threads: one.
 */
final class TextLines {
    /** No model reads nearly as much, and a file without line ends must not fill the memory. */
    static final int MAX_LINE_BYTES = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final BoundedLines lines;

    TextLines(InputStream in) {
        lines = new BoundedLines(in, MAX_LINE_BYTES);
    }

    /** The next line; null after the last. */
    @Nullable
    TextLine next() throws IOException {
        RawLine line = lines.nextOrBlank();
        if (line == null) {
            return null;
        }
        return line.cut()
                ? new TextLine.Unreadable(line.number(), "the line is longer than " + MAX_LINE_BYTES + " bytes")
                : decode(line);
    }

    /** Whether there is something to read without waiting for whoever writes it. */
    boolean ready() throws IOException {
        return lines.ready();
    }

    private static TextLine decode(RawLine line) {
        try {
            String text = UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(line.bytes()))
                    .toString();
            boolean marked = line.number() == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            return new TextLine.Text(line.number(), marked ? text.substring(1) : text);
        } catch (CharacterCodingException _) {
            return new TextLine.Unreadable(line.number(), "the line is not UTF-8");
        }
    }
}
