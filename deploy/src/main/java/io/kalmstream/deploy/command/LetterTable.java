package io.kalmstream.deploy.command;

import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.deploy.dlq.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Letters, for people. */
final class LetterTable {
    private LetterTable() {}

    static List<String> lines(Collection<DeadLetter> letters, int width) {
        Table table = new Table(List.of(
                Column.text("written"),
                Column.text("code"),
                Column.text("stage"),
                Column.text("record"),
                Column.text("key"),
                Column.number("bytes"),
                Column.number("replays"),
                Column.flexible("reason")));
        for (DeadLetter letter : letters) {
            byte[] value = letter.record().value();
            table.add(
                    letter.at().toString(),
                    letter.code(),
                    letter.stage(),
                    letter.origin().toString(),
                    text(letter.record().key()),
                    value == null ? "-" : value.length + (letter.cut().isEmpty() ? "" : " (cut)"),
                    Integer.toString(letter.replays()),
                    letter.message());
        }
        return table.lines(width);
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : DisplayText.cut(new String(bytes, StandardCharsets.UTF_8), 40);
    }
}
