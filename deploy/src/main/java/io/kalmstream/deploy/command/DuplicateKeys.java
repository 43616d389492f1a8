package io.kalmstream.deploy.command;

import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.duplicates.Policy;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys of a worker's file that say what a duplicate is and what becomes of it. */
final class DuplicateKeys {
    private static final String POLICY = "duplicates.policy";
    private static final String THRESHOLD = "duplicates.threshold";
    private static final String WITHIN = "duplicates.within.ms";

    private static final DuplicateRules DEFAULTS = WorkerSettings.DEFAULT_DUPLICATES;
    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    POLICY,
                    ConfigDef.Type.STRING,
                    DEFAULTS.policy().name().toLowerCase(Locale.ROOT),
                    ValidString.in("mark", "skip", "off"),
                    Importance.HIGH,
                    "What becomes of a duplicate: mark stores and marks it, skip tells of it and does not store it, off"
                            + " looks for none.")
            .define(
                    THRESHOLD,
                    ConfigDef.Type.DOUBLE,
                    DEFAULTS.threshold(),
                    (name, value) -> requireCosine(name, (Double) value),
                    Importance.HIGH,
                    "Cosine similarity from which two texts say the same; `dedup calibrate` finds it.")
            .define(
                    WITHIN,
                    ConfigDef.Type.LONG,
                    null,
                    (name, value) -> {
                        if (value != null) {
                            Range.atLeast(1).ensureValid(name, value);
                        }
                    },
                    Importance.MEDIUM,
                    "Texts said further apart than this repeat nothing; not set: however long ago.");

    private DuplicateKeys() {}

    private static void requireCosine(String key, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new ConfigException(key, value, "must be a cosine similarity above 0 and at most 1");
        }
    }

    /** All keys with types, defaults and a sentence each: what a generated table of settings shows. */
    static ConfigDef definition() {
        return new ConfigDef(DEFINITION);
    }

    /**
     * @param given other keys are passed over
     * @throws ConfigException names the key that makes no sense
     */
    static DuplicateRules rules(Map<String, String> given) {
        AbstractConfig values = new AbstractConfig(DEFINITION, given, false);
        @Nullable Long within = values.getLong(WITHIN);
        return new DuplicateRules(
                Policy.valueOf(values.getString(POLICY).toUpperCase(Locale.ROOT)),
                values.getDouble(THRESHOLD),
                within == null ? null : Duration.ofMillis(within),
                DEFAULTS.candidates());
    }
}
