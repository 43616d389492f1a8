package io.kalmstream.topology.profile;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.RecommendQuery;
import java.time.Duration;

/**
 * How recommendations are made.
 *
 * @param limit at most this many items
 * @param diversity see {@link RecommendQuery}
 * @param halfLife after which an interaction counts half
 * @param debounce a user gets new recommendations at most this often
 * @param examples at most so many of the latest liked, and of the latest disliked, items are compared with
 * @param seen at most so many of the latest items are remembered, and left out
 */
public record RecommendationRules(
        RecommendQuery.Strategy strategy,
        int limit,
        double diversity,
        Duration halfLife,
        Duration debounce,
        int examples,
        int seen) {
    public static final RecommendationRules DEFAULTS = new RecommendationRules(
            RecommendQuery.Strategy.AVERAGE_VECTOR, 10, 0.1, Duration.ofDays(7), Duration.ofMillis(200), 32, 1_000);

    public RecommendationRules {
        requireNonNull(strategy, "strategy is null");
        if (limit < 1 || examples < 1 || seen < examples) {
            throw new IllegalArgumentException(
                    "limit and examples must be positive, and seen at least examples: %d, %d, %d"
                            .formatted(limit, examples, seen));
        }
        if (!(diversity >= 0 && diversity <= 1)) {
            throw new IllegalArgumentException("diversity must be between 0 and 1: " + diversity);
        }
        if (!halfLife.isPositive() || debounce.isNegative()) {
            throw new IllegalArgumentException(
                    "halfLife must be positive and debounce not negative: %s, %s".formatted(halfLife, debounce));
        }
    }
}
