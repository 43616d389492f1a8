package io.kalmstream.deploy.config;

import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.duplicates.Policy;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** What a duplicate is and what becomes of it. */
final class DuplicateKeys {
    private static final String POLICY = "duplicates.policy";
    private static final String THRESHOLD = "duplicates.threshold";
    private static final String WITHIN = "duplicates.within.ms";

    private static final DuplicateRules DEFAULTS = WorkerSettings.DEFAULT_DUPLICATES;

    static final KeyGroup GROUP = new KeyGroup(
            "duplicates",
            "When a text repeats another one, and what happens then.",
            new ConfigDef()
                    .define(
                            POLICY,
                            ConfigDef.Type.STRING,
                            DEFAULTS.policy().name().toLowerCase(Locale.ROOT),
                            ValidString.in("mark", "skip", "off"),
                            Importance.HIGH,
                            "What becomes of a duplicate: mark stores and marks it, skip tells of it and does not store"
                                    + " it, off looks for none.")
                    .define(
                            THRESHOLD,
                            ConfigDef.Type.DOUBLE,
                            DEFAULTS.threshold(),
                            new Check("be a cosine similarity above 0 and at most 1", DuplicateKeys::isCosine),
                            Importance.HIGH,
                            "Cosine similarity from which two texts say the same; `dedup calibrate` finds it.")
                    .define(
                            WITHIN,
                            ConfigDef.Type.LONG,
                            null,
                            Check.positive(),
                            Importance.MEDIUM,
                            "Texts said further apart than this repeat nothing; not set: however long ago."));

    private DuplicateKeys() {}

    private static boolean isCosine(Object value) {
        double cosine = (Double) value;
        return cosine > 0 && cosine <= 1;
    }

    static Optional<DuplicateRules> rules(Map<String, String> given, Problems problems) {
        Values values = Values.of(GROUP, given, problems);
        if (!values.areValid()) {
            return Optional.empty();
        }
        return Optional.of(new DuplicateRules(
                values.choice(POLICY, Policy.class),
                values.fraction(THRESHOLD),
                values.maybeMillis(WITHIN).orElse(null),
                DEFAULTS.candidates()));
    }
}
