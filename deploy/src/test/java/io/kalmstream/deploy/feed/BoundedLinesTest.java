package io.kalmstream.deploy.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BoundedLinesTest {
    @Test
    void next_numbersLines_andLeavesBlankOnesOut() throws IOException {
        assertThat(read("a\n\n \t\r\nb\r\nc", 100)).containsExactly("1:a", "4:b", "5:c");
    }

    @Test
    void next_endsWithTheBytes() throws IOException {
        assertThat(read("", 100)).isEmpty();
        assertThat(read("\n\n", 100)).isEmpty();
        assertThat(read("a\n", 100)).containsExactly("1:a");
    }

    @Test
    void next_keepsTheBeginningOfLongLines() throws IOException {
        assertThat(read("abcde\nabcd\nabcdef\r\nx", 4)).containsExactly("1:abcd…", "2:abcd", "3:abcd…", "4:x");
    }

    @Test
    void next_joinsLinesAcrossBuffers() throws IOException {
        String longLine = "x".repeat(200_000);

        assertThat(read("a\n" + longLine + "\nb", 1 << 20)).containsExactly("1:a", "2:" + longLine, "3:b");
    }

    @Test
    void next_takesBytesAsTheyTrickleIn() throws IOException {
        InputStream one = new InputStream() {
            private final InputStream all = bytes("ab\ncd\n");

            @Override
            public int read() throws IOException {
                return all.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return all.read(into, offset, Math.min(1, length));
            }
        };

        assertThat(read(one, 10)).containsExactly("1:ab", "2:cd");
    }

    private static List<String> read(String text, int maxBytes) throws IOException {
        return read(bytes(text), maxBytes);
    }

    private static List<String> read(InputStream in, int maxBytes) throws IOException {
        BoundedLines lines = new BoundedLines(in, maxBytes);
        List<String> read = new ArrayList<>();
        for (RawLine line = lines.next(); line != null; line = lines.next()) {
            read.add(line.number() + ":" + new String(line.bytes(), StandardCharsets.UTF_8) + (line.cut() ? "…" : ""));
        }
        return read;
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
