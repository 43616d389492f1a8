package io.kalmstream.deploy.config;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** What a value must be, in words: a table of settings shows them, and so does the error. A key that is not set passes. */
record Check(String must, Predicate<Object> holds) implements ConfigDef.Validator {
    /** For texts. */
    static Check text(String must, Predicate<String> holds) {
        return new Check(
                must, value -> holds.test(value instanceof Password secret ? secret.value() : value.toString()));
    }

    /** Itself a pattern. */
    static Check regex() {
        return text("be a regular expression", text -> {
            try {
                Pattern.compile(text);
                return true;
            } catch (PatternSyntaxException _) {
                return false;
            }
        });
    }

    static Check positive() {
        return new Check("be a positive number", value -> ((Number) value).longValue() > 0);
    }

    static Check notBlank() {
        return text("not be empty", text -> !text.isBlank());
    }

    @Override
    public void ensureValid(String key, @Nullable Object value) {
        if (value != null && !holds.test(value)) {
            throw new ConfigException(key, value, "must " + must);
        }
    }

    @Override
    public String toString() {
        return must;
    }
}
