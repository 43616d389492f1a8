package io.kalmstream.deploy.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The values of one group's keys, each of its type and checked by itself. */
final class Values {
    private final Map<String, Object> values = new HashMap<>();
    private boolean valid = true;

    private Values() {}

    /** @param given other keys are passed over */
    static Values of(KeyGroup group, Map<String, String> given, Problems problems) {
        Values values = new Values();
        group.definition().configKeys().values().forEach(key -> values.read(key, given, problems));
        return values;
    }

    private void read(ConfigKey key, Map<String, String> given, Problems problems) {
        String text = given.get(key.name);
        if (text != null) {
            try {
                Object value = ConfigDef.parseType(key.name, text, key.type);
                if (key.validator != null) {
                    key.validator.ensureValid(key.name, value);
                }
                put(key.name, value);
            } catch (ConfigException e) {
                valid = false;
                problems.add(e);
            }
        } else if (key.hasDefault()) {
            put(key.name, key.defaultValue);
        } else {
            valid = false;
            problems.add(key.name + " is missing");
        }
    }

    private void put(String key, Object value) {
        if (value != null) {
            values.put(key, value);
        }
    }

    /** Whether each of them makes sense by itself; only then may they be asked for. */
    boolean areValid() {
        return valid;
    }

    String text(String key) {
        return required(key, String.class);
    }

    boolean flag(String key) {
        return required(key, Boolean.class);
    }

    int number(String key) {
        return required(key, Integer.class);
    }

    Optional<Integer> maybeNumber(String key) {
        return value(key, Integer.class);
    }

    double fraction(String key) {
        return required(key, Double.class);
    }

    Duration millis(String key) {
        return Duration.ofMillis(required(key, Long.class));
    }

    Optional<Duration> maybeMillis(String key) {
        return value(key, Long.class).map(Duration::ofMillis);
    }

    Optional<Password> secret(String key) {
        return value(key, Password.class).filter(secret -> !secret.value().isBlank());
    }

    /** Of an enum whose constants are written in small letters. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        return Enum.valueOf(type, text(key).toUpperCase(Locale.ROOT));
    }

    <E extends Enum<E>> Optional<E> maybeChoice(String key, Class<E> type) {
        return value(key, String.class).map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
    }

    List<String> list(String key) {
        List<?> items = required(key, List.class);
        return items.stream().map(String::valueOf).toList();
    }

    private <T> T required(String key, Class<T> type) {
        return value(key, type)
                .orElseThrow(() -> new IllegalStateException(key + " was asked for without a value. This is a bug."));
    }

    private <T> Optional<T> value(String key, Class<T> type) {
        if (!valid) {
            throw new IllegalStateException(key + " was asked for, and not all keys are valid. This is a bug.");
        }
        return Optional.ofNullable(values.get(key)).map(type::cast);
    }
}
