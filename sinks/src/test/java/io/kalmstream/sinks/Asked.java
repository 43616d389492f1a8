package io.kalmstream.sinks;

import io.kalmstream.sinks.RecommendQuery.Example;
import io.kalmstream.sinks.RecommendQuery.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A recommend query in the making: of the tenant "", by average vector, for 100 hits, unless said otherwise. */
final class Asked {
    private final List<Example> positives = new ArrayList<>();
    private final List<Example> negatives = new ArrayList<>();
    private String tenant = "";
    private Strategy strategy = Strategy.AVERAGE_VECTOR;
    private Set<String> excluded = Set.of();
    private int limit = 100;
    private boolean canonicalOnly;
    private double diversity;

    Asked like(String id, double weight) {
        positives.add(new Example(id, weight));
        return this;
    }

    Asked unlike(String id, double weight) {
        negatives.add(new Example(id, weight));
        return this;
    }

    Asked of(String newTenant) {
        tenant = newTenant;
        return this;
    }

    Asked by(Strategy newStrategy) {
        strategy = newStrategy;
        return this;
    }

    Asked without(String... ids) {
        excluded = Set.of(ids);
        return this;
    }

    Asked limit(int newLimit) {
        limit = newLimit;
        return this;
    }

    Asked canonicals() {
        canonicalOnly = true;
        return this;
    }

    Asked diversity(double newDiversity) {
        diversity = newDiversity;
        return this;
    }

    RecommendQuery query() {
        return new RecommendQuery(tenant, positives, negatives, strategy, excluded, limit, canonicalOnly, diversity);
    }
}
