package io.kalmstream.deploy.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** A key's definition as text. */
final class KeyText {
    private KeyText() {}

    /** Empty: it is required, or not set. */
    static String byDefault(ConfigKey key) {
        if (!key.hasDefault() || key.defaultValue == null) {
            return "";
        }
        return ConfigDef.convertToString(key.defaultValue, key.type);
    }

    /** What it takes: the words it knows, or its type and limits. */
    static String takes(ConfigKey key) {
        List<String> words = words(key);
        if (!words.isEmpty()) {
            return String.join(", ", words);
        }
        String type = key.type.name().toLowerCase(Locale.ROOT);
        return key.validator instanceof ConfigDef.Range ? type + " " + key.validator : type;
    }

    /** All words that it takes; none where it takes more than a few. A list of choices tells itself as [a, b]. */
    static List<String> words(ConfigKey key) {
        boolean choice = key.type == ConfigDef.Type.STRING
                && key.validator != null
                && (key.validator instanceof ValidString
                        || key.validator.toString().startsWith("["));
        if (!choice) {
            return List.of();
        }
        String list = key.validator.toString();
        return Arrays.stream(list.substring(1, list.length() - 1).split(",", -1))
                .map(String::strip)
                .toList();
    }

    /** In one line and without the markup in Kafka's own. */
    static String sentence(ConfigKey key) {
        return DisplayText.oneLine(key.documentation.replaceAll("</?[a-z]+>", ""));
    }
}
