package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.command.Table.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void lines_alignColumns() {
        Table table = new Table(List.of(Column.number("score"), Column.text("id"), Column.flexible("text")));
        table.add("0.91", "a", "one");
        table.add("0.5", "long-id", "two");
        assertThat(table.lines(80))
                .containsExactly("score  id       text", " 0.91  a        one", "  0.5  long-id  two");
    }

    @Test
    void lines_cutTheFlexibleColumn_toTheWidth() {
        Table table = new Table(List.of(Column.text("id"), Column.flexible("text")));
        table.add("a", "x".repeat(100));
        assertThat(table.lines(40)).last().isEqualTo("a   " + "x".repeat(35) + "…");
    }

    @Test
    void lines_countWideCharactersTwice() {
        Table table = new Table(List.of(Column.flexible("text"), Column.text("id")));
        table.add("東京の天気は晴れ、明日も晴れるでしょう", "a");
        List<String> lines = table.lines(28);
        assertThat(lines.getLast()).startsWith("東京の天気は晴れ、").endsWith("…   a");
        assertThat(lines).allSatisfy(line -> assertThat(DisplayText.width(line)).isLessThanOrEqualTo(28));
    }

    @Test
    void lines_holdNoControlCharacters() {
        Table table = new Table(List.of(Column.flexible("text")));
        table.add("red\u001b[31m\r\nnew\tline\u202eback");
        assertThat(table.lines(80)).last().isEqualTo("red [31m new line back");
    }
}
