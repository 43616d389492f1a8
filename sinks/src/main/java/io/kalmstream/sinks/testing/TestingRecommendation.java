package io.kalmstream.sinks.testing;

import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.RecommendQuery.Example;
import io.kalmstream.sinks.RecommendQuery.Strategy;
import io.kalmstream.sinks.StoredPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One recommend query over all points of its tenant, word for word as the contract has it. */
final class TestingRecommendation {
    private final RecommendQuery query;
    private final Map<String, Item> items;
    private final List<Liked> positives;
    private final List<Liked> negatives;

    /** @param items of the query's tenant */
    TestingRecommendation(RecommendQuery query, List<Item> items) {
        this.query = query;
        this.items = items.stream().collect(Collectors.toMap(Item::id, item -> item));
        positives = stored(query.positives());
        negatives = stored(query.negatives());
    }

    record Item(StoredPoint point, float[] vector) {
        String id() {
            return point.key().id();
        }

        /** Its canonical's id; its own for a canonical point. */
        String group() {
            Duplicate duplicate = point.duplicate();
            return duplicate == null ? id() : duplicate.of();
        }
    }

    private record Liked(Item item, double weight) {}

    private record Scored(Item item, double score) {
        Neighbour hit() {
            return new Neighbour(item.point(), score);
        }
    }

    List<Neighbour> answer() {
        boolean judgesByNegatives = query.strategy() == Strategy.BEST_SCORE && !negatives.isEmpty();
        if (positives.isEmpty() && !judgesByNegatives) {
            return List.of();
        }
        float[] mean = mean();
        List<Scored> best = best(
                switch (query.strategy()) {
                    case AVERAGE_VECTOR -> item -> cosine(item, mean);
                    case BEST_SCORE -> this::bestScore;
                });
        List<Scored> hits = query.diversity() > 0 ? diverse(best, mean) : best;
        return hits.stream().limit(query.limit()).map(Scored::hit).toList();
    }

    private List<Liked> stored(List<Example> examples) {
        List<Liked> stored = new ArrayList<>();
        for (Example example : examples) {
            Item item = items.get(example.id());
            if (item != null) {
                stored.add(new Liked(item, example.weight()));
            }
        }
        return stored;
    }

    private List<Scored> best(ToDoubleFunction<Item> score) {
        Set<String> seen = seen();
        return items.values().stream()
                .filter(item -> !seen.contains(item.id()) && !seen.contains(item.group()))
                .filter(item -> !query.canonicalOnly() || item.point().duplicate() == null)
                .map(item -> new Scored(item, score.applyAsDouble(item)))
                .sorted(Comparator.comparing(Scored::hit, TestingCollection.BEST_FIRST))
                .toList();
    }

    private Set<String> seen() {
        Set<String> seen = new HashSet<>(query.excluded());
        Stream.concat(query.positives().stream(), query.negatives().stream())
                .map(Example::id)
                .forEach(seen::add);
        List<String> groups = items.values().stream()
                .filter(item -> seen.contains(item.id()))
                .map(Item::group)
                .toList();
        seen.addAll(groups);
        return seen;
    }

    /** Maximal marginal relevance: the next is the one that is most like what was asked for and least like those taken. */
    private List<Scored> diverse(List<Scored> candidates, float[] mean) {
        List<Item> left = new ArrayList<>(candidates.stream().map(Scored::item).toList());
        List<Scored> taken = new ArrayList<>();
        while (!left.isEmpty() && taken.size() < query.limit()) {
            Item next = left.stream()
                    .max(Comparator.comparingDouble(item -> worth(item, mean, taken)))
                    .orElseThrow();
            left.remove(next);
            taken.add(new Scored(next, cosine(next, mean)));
        }
        return taken;
    }

    private double worth(Item item, float[] mean, List<Scored> taken) {
        double relevance = cosine(item, mean);
        double repeats = taken.stream()
                .mapToDouble(other -> cosine(item, other.item().vector()))
                .max()
                .orElse(0);
        return taken.isEmpty() ? relevance : (1 - query.diversity()) * relevance - query.diversity() * repeats;
    }

    private double bestScore(Item item) {
        double positive = closest(item, positives);
        double negative = closest(item, negatives);
        return positive > negative ? squashed(positive) : -squashed(negative);
    }

    private static double closest(Item item, List<Liked> examples) {
        return examples.stream()
                .mapToDouble(example -> cosine(item, example.item().vector()))
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    /** Qdrant's "scaled fast sigmoid". */
    private static double squashed(double score) {
        return (score / (1 + Math.abs(score)) + 1) / 2;
    }

    private float[] mean() {
        if (negatives.isEmpty()) {
            return mean(positives);
        }
        float[] mean = mean(negatives);
        float[] positive = positives.isEmpty() ? new float[mean.length] : mean(positives);
        for (int i = 0; i < mean.length; i++) {
            mean[i] = 2 * positive[i] - mean[i];
        }
        return mean;
    }

    private static float[] mean(List<Liked> examples) {
        double weights = examples.stream().mapToDouble(Liked::weight).sum();
        float[] mean = new float[examples.getFirst().item().vector().length];
        for (Liked example : examples) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += (float) (example.item().vector()[i] * example.weight() / weights);
            }
        }
        return mean;
    }

    private static double cosine(Item item, float[] vector) {
        return TestingCollection.cosine(item.vector(), vector);
    }
}
