package io.kalmstream.deploy.command;

import io.kalmstream.sinks.RecommendQuery.Strategy;
import io.kalmstream.topology.profile.RecommendationRules;
import io.kalmstream.topology.profile.Recommending;
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

/** The keys of a worker's file that say whether and how it recommends. Both topics are named, or neither. */
final class RecommendationKeys {
    private static final String INTERACTIONS = "interactions.topic";
    static final String RECOMMENDATIONS = "recommendations.topic";
    private static final String STRATEGY = "recommendations.strategy";
    private static final String LIMIT = "recommendations.limit";
    private static final String DIVERSITY = "recommendations.diversity";
    private static final String HALF_LIFE = "recommendations.half.life.ms";
    private static final String DEBOUNCE = "recommendations.debounce.ms";

    private static final int MOST = 1_000;
    private static final RecommendationRules DEFAULTS = RecommendationRules.DEFAULTS;
    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    INTERACTIONS,
                    ConfigDef.Type.STRING,
                    "",
                    Importance.HIGH,
                    "Topic of what users do with items; empty: nothing is recommended.")
            .define(
                    RECOMMENDATIONS,
                    ConfigDef.Type.STRING,
                    "",
                    Importance.HIGH,
                    "Topic of what users should see next, by user.")
            .define(
                    STRATEGY,
                    ConfigDef.Type.STRING,
                    DEFAULTS.strategy().name().toLowerCase(Locale.ROOT),
                    ValidString.in("average_vector", "best_score"),
                    Importance.MEDIUM,
                    "What items are compared with: the mean of what a user liked, or the one that they resemble most.")
            .define(
                    LIMIT,
                    ConfigDef.Type.INT,
                    DEFAULTS.limit(),
                    Range.between(1, MOST),
                    Importance.MEDIUM,
                    "At most so many items.")
            .define(
                    DIVERSITY,
                    ConfigDef.Type.DOUBLE,
                    DEFAULTS.diversity(),
                    Range.between(0, 1),
                    Importance.MEDIUM,
                    "0 orders by score alone; towards 1, items that resemble better ones give way to others.")
            .define(
                    HALF_LIFE,
                    ConfigDef.Type.LONG,
                    DEFAULTS.halfLife().toMillis(),
                    Range.atLeast(1),
                    Importance.MEDIUM,
                    "After which an interaction counts half.")
            .define(
                    DEBOUNCE,
                    ConfigDef.Type.LONG,
                    DEFAULTS.debounce().toMillis(),
                    Range.between(0, Integer.MAX_VALUE),
                    Importance.LOW,
                    "A user is told something new at most this often.");

    private RecommendationKeys() {}

    /** All keys with types, defaults and a sentence each: what a generated table of settings shows. */
    static ConfigDef definition() {
        return new ConfigDef(DEFINITION);
    }

    /**
     * @param given other keys are passed over
     * @return null: nothing is recommended
     * @throws ConfigException names the key that makes no sense
     */
    static @Nullable Recommending recommending(Map<String, String> given) {
        AbstractConfig values = new AbstractConfig(DEFINITION, given, false);
        String interactions = values.getString(INTERACTIONS);
        String recommendations = values.getString(RECOMMENDATIONS);
        if (interactions.isEmpty() && recommendations.isEmpty()) {
            return null;
        }
        if (interactions.isEmpty() || recommendations.isEmpty() || interactions.equals(recommendations)) {
            throw new ConfigException(
                    interactions.isEmpty() ? INTERACTIONS : RECOMMENDATIONS,
                    interactions.isEmpty() ? interactions : recommendations,
                    "recommending takes two different topics, %s and %s".formatted(INTERACTIONS, RECOMMENDATIONS));
        }
        return new Recommending(interactions, recommendations, rules(values));
    }

    private static RecommendationRules rules(AbstractConfig values) {
        return new RecommendationRules(
                Strategy.valueOf(values.getString(STRATEGY).toUpperCase(Locale.ROOT)),
                values.getInt(LIMIT),
                values.getDouble(DIVERSITY),
                Duration.ofMillis(values.getLong(HALF_LIFE)),
                Duration.ofMillis(values.getLong(DEBOUNCE)),
                DEFAULTS.examples(),
                DEFAULTS.seen());
    }
}
