package io.kalmstream.topology.profile;

import static java.util.Objects.requireNonNull;

/**
 * That recommendations are made, and where.
 *
 * @param interactions topic of what users do; key: the user
 * @param recommendations topic of what they should see next; key: the user
 */
public record Recommending(String interactions, String recommendations, RecommendationRules rules) {
    public Recommending {
        requireNonNull(interactions, "interactions is null");
        requireNonNull(recommendations, "recommendations is null");
        requireNonNull(rules, "rules is null");
        if (interactions.equals(recommendations)) {
            throw new IllegalArgumentException(
                    "interactions and recommendations must be different topics: " + interactions);
        }
    }
}
