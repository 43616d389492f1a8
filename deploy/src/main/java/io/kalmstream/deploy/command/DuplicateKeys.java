package io.kalmstream.deploy.command;

import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.duplicates.Policy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys of a worker's file that say what a duplicate is and what becomes of it. */
final class DuplicateKeys {
    static final String POLICY = "duplicates.policy";
    static final String THRESHOLD = "duplicates.threshold";
    /** Empty: however long ago. */
    static final String WITHIN = "duplicates.within.ms";

    static final Set<String> KEYS = Set.of(POLICY, THRESHOLD, WITHIN);

    private DuplicateKeys() {}

    /** @throws ConfigException names the key that makes no sense */
    static DuplicateRules rules(Map<String, String> values) {
        DuplicateRules defaults = WorkerSettings.DEFAULT_DUPLICATES;
        return new DuplicateRules(
                policy(values.get(POLICY), defaults),
                threshold(values.get(THRESHOLD), defaults),
                within(values.get(WITHIN)),
                defaults.candidates());
    }

    private static Policy policy(@Nullable String value, DuplicateRules defaults) {
        return switch (value == null ? "" : value.strip()) {
            case "" -> defaults.policy();
            case "mark" -> Policy.MARK;
            case "skip" -> Policy.SKIP;
            case "off" -> Policy.OFF;
            default -> throw new ConfigException(POLICY, value, "must be mark, skip or off");
        };
    }

    private static double threshold(@Nullable String value, DuplicateRules defaults) {
        if (value == null || value.isBlank()) {
            return defaults.threshold();
        }
        try {
            double threshold = Double.parseDouble(value.strip());
            if (threshold > 0 && threshold <= 1) {
                return threshold;
            }
        } catch (NumberFormatException _) {
            // The same words as for a number out of range.
        }
        throw new ConfigException(THRESHOLD, value, "must be a cosine similarity above 0 and at most 1");
    }

    private static @Nullable Duration within(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            long millis = Long.parseLong(value.strip());
            if (millis > 0) {
                return Duration.ofMillis(millis);
            }
        } catch (NumberFormatException _) {
            // The same words as for a number out of range.
        }
        throw new ConfigException(WITHIN, value, "must be a positive number of milliseconds");
    }
}
