package io.kalmstream.deploy.command;

import io.kalmstream.sinks.RecommendQuery.Strategy;
import io.kalmstream.topology.profile.RecommendationRules;
import io.kalmstream.topology.profile.Recommending;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;

/** The keys of a worker's file that say whether and how it recommends. Both topics are named, or neither. */
final class RecommendationKeys {
    static final String INTERACTIONS = "interactions.topic";
    static final String RECOMMENDATIONS = "recommendations.topic";
    static final String STRATEGY = "recommendations.strategy";
    static final String LIMIT = "recommendations.limit";
    static final String DIVERSITY = "recommendations.diversity";
    static final String HALF_LIFE = "recommendations.half.life.ms";
    static final String DEBOUNCE = "recommendations.debounce.ms";

    static final Set<String> KEYS =
            Set.of(INTERACTIONS, RECOMMENDATIONS, STRATEGY, LIMIT, DIVERSITY, HALF_LIFE, DEBOUNCE);

    private RecommendationKeys() {}

    /** @throws ConfigException names the key that makes no sense */
    static Optional<Recommending> recommending(Map<String, String> values) {
        String interactions = values.getOrDefault(INTERACTIONS, "").strip();
        String recommendations = values.getOrDefault(RECOMMENDATIONS, "").strip();
        if (interactions.isEmpty() && recommendations.isEmpty()) {
            return Optional.empty();
        }
        if (interactions.isEmpty() || recommendations.isEmpty() || interactions.equals(recommendations)) {
            throw new ConfigException(
                    interactions.isEmpty() ? INTERACTIONS : RECOMMENDATIONS,
                    interactions.isEmpty() ? interactions : recommendations,
                    "recommending takes two different topics, %s and %s".formatted(INTERACTIONS, RECOMMENDATIONS));
        }
        return Optional.of(new Recommending(interactions, recommendations, rules(values)));
    }

    private static RecommendationRules rules(Map<String, String> values) {
        RecommendationRules defaults = RecommendationRules.DEFAULTS;
        return new RecommendationRules(
                strategy(values.getOrDefault(STRATEGY, "").strip(), defaults),
                (int) number(values, LIMIT, defaults.limit(), 1, 1_000),
                number(values, DIVERSITY, defaults.diversity(), 0, 1),
                Duration.ofMillis((long) number(
                        values, HALF_LIFE, (double) defaults.halfLife().toMillis(), 1, Integer.MAX_VALUE * 1_000.0)),
                Duration.ofMillis((long)
                        number(values, DEBOUNCE, (double) defaults.debounce().toMillis(), 0, Integer.MAX_VALUE)),
                defaults.examples(),
                defaults.seen());
    }

    private static Strategy strategy(String value, RecommendationRules defaults) {
        return switch (value) {
            case "" -> defaults.strategy();
            case "average_vector" -> Strategy.AVERAGE_VECTOR;
            case "best_score" -> Strategy.BEST_SCORE;
            default -> throw new ConfigException(STRATEGY, value, "must be average_vector or best_score");
        };
    }

    private static double number(Map<String, String> values, String key, double otherwise, double least, double most) {
        String value = values.getOrDefault(key, "").strip();
        if (value.isEmpty()) {
            return otherwise;
        }
        Function<String, Double> parse =
                key.equals(DIVERSITY) ? Double::valueOf : text -> (double) Long.parseLong(text);
        try {
            double number = parse.apply(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // The same words as for a number out of range.
        }
        throw new ConfigException(key, value, "must be a number from %s to %s".formatted(least, most));
    }
}
