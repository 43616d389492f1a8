package io.kalmstream.deploy.config;

import io.kalmstream.sinks.RecommendQuery.Strategy;
import io.kalmstream.topology.profile.RecommendationRules;
import io.kalmstream.topology.profile.Recommending;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** Whether and how a worker recommends. Both topics are named, or neither. */
public final class RecommendationKeys {
    private static final String INTERACTIONS = "interactions.topic";
    public static final String RECOMMENDATIONS = "recommendations.topic";
    private static final String STRATEGY = "recommendations.strategy";
    private static final String LIMIT = "recommendations.limit";
    private static final String DIVERSITY = "recommendations.diversity";
    private static final String HALF_LIFE = "recommendations.half.life.ms";
    private static final String DEBOUNCE = "recommendations.debounce.ms";

    private static final int MOST = 1_000;
    private static final RecommendationRules DEFAULTS = RecommendationRules.DEFAULTS;
    static final KeyGroup GROUP = new KeyGroup(
            "recommendations",
            "What users should see next, from what they did.",
            new ConfigDef()
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
                            "What items are compared with: the mean of what a user liked, or the one that they"
                                    + " resemble most.")
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
                            "A user is told something new at most this often."));

    private RecommendationKeys() {}

    /** @return the inner one is empty where nothing is recommended */
    static Optional<Optional<Recommending>> recommending(Map<String, String> given, Problems problems) {
        Values values = Values.of(GROUP, given, problems);
        if (!values.areValid()) {
            return Optional.empty();
        }
        String interactions = values.text(INTERACTIONS);
        String recommendations = values.text(RECOMMENDATIONS);
        if (interactions.isEmpty() && recommendations.isEmpty()) {
            return Optional.of(Optional.empty());
        }
        if (interactions.isEmpty() || recommendations.isEmpty() || interactions.equals(recommendations)) {
            problems.add("recommending takes two different topics, %s and %s, not '%s' and '%s'"
                    .formatted(INTERACTIONS, RECOMMENDATIONS, interactions, recommendations));
            return Optional.empty();
        }
        return Optional.of(Optional.of(new Recommending(interactions, recommendations, rules(values))));
    }

    private static RecommendationRules rules(Values values) {
        return new RecommendationRules(
                values.choice(STRATEGY, Strategy.class),
                values.number(LIMIT),
                values.fraction(DIVERSITY),
                values.millis(HALF_LIFE),
                values.millis(DEBOUNCE),
                DEFAULTS.examples(),
                DEFAULTS.seen());
    }
}
