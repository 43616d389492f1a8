package io.kalmstream.deploy.embed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
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

    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int position;
    private int filled;
    private long number;

    TextLines(InputStream in) {
        this.in = requireNonNull(in, "in is null");
    }

    /** The next line; null after the last. */
    @Nullable
    TextLine next() throws IOException {
        if (position == filled && !fill()) {
            return null;
        }
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean cut = false;
        while (position < filled || fill()) {
            int start = position;
            while (position < filled && buffer[position] != '\n') {
                position++;
            }
            int length = Math.min(position - start, MAX_LINE_BYTES - line.size());
            cut |= length < position - start;
            line.write(buffer, start, length);
            if (position < filled) {
                position++;
                break;
            }
        }
        return cut
                ? new TextLine.Unreadable(number, "the line is longer than " + MAX_LINE_BYTES + " bytes")
                : decode(line.toByteArray());
    }

    /** Whether there is something to read without waiting for whoever writes it. */
    boolean ready() throws IOException {
        return position < filled || in.available() > 0;
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }

    private TextLine decode(byte[] line) {
        int length = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        try {
            String text = UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
            boolean marked = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            return new TextLine.Text(number, marked ? text.substring(1) : text);
        } catch (CharacterCodingException _) {
            return new TextLine.Unreadable(number, "the line is not UTF-8");
        }
    }
}
