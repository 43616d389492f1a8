package io.kalmstream.deploy.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * A value that is one of a few words, however they are capitalized. A key that is not set passes.
 *
 * @param words in small letters
 */
record OneOf(List<String> words) implements ConfigDef.Validator {
    OneOf {
        words = List.copyOf(words);
    }

    static OneOf names(Enum<?>... choices) {
        return new OneOf(Arrays.stream(choices)
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .toList());
    }

    @Override
    public void ensureValid(String key, @Nullable Object value) {
        if (value != null && !words.contains(value.toString().toLowerCase(Locale.ROOT))) {
            throw new ConfigException(key, value, "must be one of " + String.join(", ", words));
        }
    }

    @Override
    public String toString() {
        return words.toString();
    }
}
