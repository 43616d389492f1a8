package io.kalmstream.deploy.command;

import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.deploy.config.KeyGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** All keys, a table for each group. */
final class ReferenceText {
    private ReferenceText() {}

    static List<String> lines(List<KeyGroup> groups, int width) {
        List<String> lines = new ArrayList<>();
        for (KeyGroup group : groups) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(group.name().toUpperCase(Locale.ROOT) + ": " + group.sentence());
            Table table = new Table(List.of(
                    Column.text("KEY"), Column.text("TAKES"), Column.text("DEFAULT"), Column.flexible("WHAT IT IS")));
            for (ConfigKey key : group.definition().configKeys().values()) {
                table.add(
                        key.name,
                        KeyText.takes(key),
                        key.hasDefault() ? KeyText.byDefault(key) : "(required)",
                        KeyText.sentence(key));
            }
            lines.addAll(table.lines(width));
        }
        return lines;
    }
}
