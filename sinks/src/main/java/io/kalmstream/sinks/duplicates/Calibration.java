package io.kalmstream.sinks.duplicates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a threshold does to pairs of which somebody knows whether they say the same.
 *
 * <p>Threads: any.
 */
public final class Calibration {
    private static final double CLOSEST = 1e-4;

    private final List<Pair> bestFirst;
    private final long duplicates;

    /** @throws IllegalArgumentException there is no pair of duplicates, or none of different texts: nothing can be told apart */
    public Calibration(List<Pair> pairs) {
        bestFirst = pairs.stream()
                .sorted(Comparator.comparingDouble(Pair::score).reversed())
                .toList();
        duplicates = pairs.stream().filter(Pair::duplicate).count();
        if (duplicates == 0 || duplicates == pairs.size()) {
            throw new IllegalArgumentException(
                    "there must be pairs of both kinds: %d of %d are duplicates".formatted(duplicates, pairs.size()));
        }
    }

    /**
     * Two texts.
     *
     * @param score cosine similarity of their vectors
     * @param duplicate whether they say the same
     */
    public record Pair(double score, boolean duplicate) {
        public Pair {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("a score must be finite: " + score);
            }
        }
    }

    /**
     * What comes of a threshold.
     *
     * @param found duplicates at or above it
     * @param wrong different texts at or above it
     * @param missed duplicates below it
     */
    public record Outcome(double threshold, long found, long wrong, long missed) {
        /** Of what would be marked, how much rightly so; 1 where nothing would be. */
        public double precision() {
            return found + wrong == 0 ? 1 : (double) found / (found + wrong);
        }

        /** Of the duplicates, how many would be marked. */
        public double recall() {
            return (double) found / (found + missed);
        }

        public double f1() {
            return 2.0 * found / (2 * found + wrong + missed);
        }
    }

    public Outcome at(double threshold) {
        long found = 0;
        long wrong = 0;
        for (Pair pair : bestFirst) {
            if (pair.score() < threshold) {
                break;
            }
            found += pair.duplicate() ? 1 : 0;
            wrong += pair.duplicate() ? 0 : 1;
        }
        return new Outcome(threshold, found, wrong, duplicates - found);
    }

    /**
     * The threshold that finds the most duplicates at this precision, in the middle between the pairs around it, so that texts a
     * little unlike these fall on the right side too.
     *
     * @return empty where none is that precise and finds anything
     */
    public Optional<Outcome> suggest(double precision) {
        return cuts().stream()
                .map(this::at)
                .filter(outcome -> outcome.found() > 0 && outcome.precision() >= precision)
                .max(Comparator.comparingLong(Outcome::found)
                        .thenComparing(Comparator.comparingLong(Outcome::wrong).reversed()));
    }

    /** The threshold of the best F1; of several the strictest. */
    public Outcome best() {
        return cuts().stream()
                .map(this::at)
                .max(Comparator.comparingDouble(Outcome::f1).thenComparingDouble(Outcome::threshold))
                .orElseThrow();
    }

    /** One threshold between any two neighbouring scores, and one below them all; in (0, 1]. */
    private List<Double> cuts() {
        List<Double> cuts = new ArrayList<>();
        for (int i = 0; i < bestFirst.size(); i++) {
            double above = bestFirst.get(i).score();
            double below = i + 1 < bestFirst.size() ? bestFirst.get(i + 1).score() : above - CLOSEST;
            if (below < above) {
                cuts.add(Math.clamp((above + below) / 2, CLOSEST, 1));
            }
        }
        return cuts;
    }
}
