package io.kalmstream.deploy.command;

import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.deploy.dlq.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Letters, for people: what and where always, the rest where there is room. */
final class LetterTable {
    /** From here on there is room for when, and for how long the value is. */
    private static final int WIDE = 110;
    /** From here on for everything. */
    private static final int WIDEST = 140;

    private static final int KEY = 16;
    private static final int WHOLE_KEY = 40;

    private LetterTable() {}

    private record Field(Column column, Function<DeadLetter, String> cell) {}

    static List<String> lines(Collection<DeadLetter> letters, int width) {
        List<Field> fields = fields(letters, width);
        Table table = new Table(fields.stream().map(Field::column).toList());
        for (DeadLetter letter : letters) {
            table.add(fields.stream().map(field -> field.cell.apply(letter)).toArray(String[]::new));
        }
        return table.lines(width);
    }

    private static List<Field> fields(Collection<DeadLetter> letters, int width) {
        List<Field> fields = new ArrayList<>();
        if (width >= WIDE) {
            fields.add(new Field(
                    Column.text("written"),
                    letter -> letter.at().truncatedTo(ChronoUnit.SECONDS).toString()));
        }
        fields.add(new Field(Column.text("code"), DeadLetter::code));
        if (width >= WIDEST) {
            fields.add(new Field(Column.text("stage"), DeadLetter::stage));
        }
        fields.add(new Field(Column.text("record"), letter -> letter.origin().toString()));
        int key = width >= WIDEST ? WHOLE_KEY : KEY;
        fields.add(new Field(Column.text("key"), letter -> text(letter.record().key(), key)));
        if (width >= WIDE) {
            fields.add(new Field(Column.number("bytes"), LetterTable::bytes));
        }
        if (letters.stream().anyMatch(letter -> letter.replays() > 0)) {
            fields.add(new Field(Column.number("replays"), letter -> Integer.toString(letter.replays())));
        }
        fields.add(new Field(Column.flexible("reason"), DeadLetter::message));
        return fields;
    }

    private static String bytes(DeadLetter letter) {
        byte[] value = letter.record().value();
        return value == null ? "-" : value.length + (letter.cut().isEmpty() ? "" : " (cut)");
    }

    private static String text(byte @Nullable [] bytes, int width) {
        return bytes == null
                ? ""
                : DisplayText.cut(DisplayText.oneLine(new String(bytes, StandardCharsets.UTF_8)), width);
    }
}
