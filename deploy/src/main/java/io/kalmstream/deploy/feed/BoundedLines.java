package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits bytes into lines, a buffer at a time. Lines end with LF or CRLF; of one that is too long the beginning is kept and the rest
 * passed over.
 *
 * <p>Threads: one.
 */
public final class BoundedLines {
    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[64 << 10];
    private int position;
    private int filled;
    private long number;

    public BoundedLines(InputStream in, int maxBytes) {
        this.in = requireNonNull(in, "in is null");
        this.maxBytes = maxBytes;
    }

    /** The next line that is not blank; null after the last. Blank ones are counted. */
    @Nullable
    RawLine next() throws IOException {
        RawLine line = nextOrBlank();
        while (line != null && isBlank(line.bytes())) {
            line = nextOrBlank();
        }
        return line;
    }

    /** The next line, blank or not; null after the last. */
    public @Nullable RawLine nextOrBlank() throws IOException {
        if (position == filled && !fill()) {
            return null;
        }
        number++;
        return read();
    }

    /** Whether there is something to read without waiting for whoever writes it. */
    public boolean ready() throws IOException {
        return position < filled || in.available() > 0;
    }

    private RawLine read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean cut = false;
        while (position < filled || fill()) {
            int start = position;
            while (position < filled && buffer[position] != '\n') {
                position++;
            }
            int length = Math.min(position - start, maxBytes - line.size());
            cut |= length < position - start;
            line.write(buffer, start, length);
            if (position < filled) {
                position++;
                break;
            }
        }
        return new RawLine(number, withoutCarriageReturn(line.toByteArray(), cut), cut);
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }

    private static byte[] withoutCarriageReturn(byte[] line, boolean cut) {
        boolean ends = !cut && line.length > 0 && line[line.length - 1] == '\r';
        return ends ? Arrays.copyOf(line, line.length - 1) : line;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
