package io.kalmstream.deploy.command;

import io.kalmstream.deploy.config.KeyGroup;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** All keys as a page: {@code CONFIGURATION.md} is one. */
final class ReferenceMarkdown {
    private ReferenceMarkdown() {}

    static List<String> lines(List<KeyGroup> groups) {
        List<String> lines = new ArrayList<>(List.of(
                "# Configuration",
                "",
                "Every key of a worker; `kalmstream config reference --markdown` writes this page. A worker reads a"
                    + " `.properties` file (`--config`, or `KALMSTREAM_CONFIG`), over it the environment"
                    + " (`KALMSTREAM_QDRANT_URL` is `qdrant.url`; an empty variable is none), over that its options."
                    + " `kalmstream config check` names everything that is wrong at once, `config show` says what"
                    + " counts and why."));
        for (KeyGroup group : groups) {
            lines.add("");
            lines.add("## " + group.name());
            lines.add("");
            lines.add(group.sentence());
            lines.add("");
            lines.add("| key | takes | default | what it is |");
            lines.add("|---|---|---|---|");
            group.definition().configKeys().values().forEach(key -> lines.add(row(key)));
        }
        return lines;
    }

    private static String row(ConfigKey key) {
        String value = KeyText.byDefault(key);
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        key.name,
                        cell(KeyText.takes(key)),
                        key.hasDefault() ? value.isEmpty() ? "" : "`" + cell(value) + "`" : "**required**",
                        cell(KeyText.sentence(key)));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
