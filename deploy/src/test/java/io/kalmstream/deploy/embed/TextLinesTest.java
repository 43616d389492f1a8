package io.kalmstream.deploy.embed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextLinesTest {
    @Test
    void next_everyKindOfLineEnd_isNoPartOfTheText() throws IOException {
        assertThat(texts("a\nb\r\n\nc")).containsExactly("a", "b", "", "c");
        assertThat(texts("a\n")).containsExactly("a");
        assertThat(texts("")).isEmpty();
        assertThat(texts("\n\n")).containsExactly("", "");
    }

    @Test
    void next_byteOrderMark_isNoPartOfTheFirstText() throws IOException {
        assertThat(texts("\uFEFFa\n\uFEFFb")).containsExactly("a", "\uFEFFb");
    }

    @Test
    void next_linesAroundBuffers_areWhole() throws IOException {
        String longLine = "ü".repeat(100_000);
        assertThat(texts(longLine + "\n" + longLine + "\r\nend")).containsExactly(longLine, longLine, "end");
    }

    @Test
    void next_bytesThatAreNotUtf8_areSaidAndTheNextLineIsRead() throws IOException {
        byte[] bytes = {'a', '\n', (byte) 0xff, '\n', 'b'};
        List<TextLine> lines = lines(bytes);

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).isEqualTo(new TextLine.Unreadable(2, "the line is not UTF-8"));
        assertThat(lines.get(2)).isEqualTo(new TextLine.Text(3, "b"));
    }

    @Test
    void next_lineWithoutEnd_isBounded() throws IOException {
        List<TextLine> lines = lines(("x".repeat(TextLines.MAX_LINE_BYTES + 1) + "\nb").getBytes(UTF_8));

        assertThat(lines.getFirst()).isInstanceOf(TextLine.Unreadable.class);
        assertThat(lines.getLast()).isEqualTo(new TextLine.Text(2, "b"));
        assertThat(texts("x".repeat(TextLines.MAX_LINE_BYTES))).hasSize(1);
    }

    private static List<String> texts(String input) throws IOException {
        return lines(input.getBytes(UTF_8)).stream()
                .map(line -> line instanceof TextLine.Text text ? text.text() : "unreadable")
                .toList();
    }

    private static List<TextLine> lines(byte[] input) throws IOException {
        TextLines lines = new TextLines(new ByteArrayInputStream(input));
        List<TextLine> all = new ArrayList<>();
        for (TextLine line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }
}
