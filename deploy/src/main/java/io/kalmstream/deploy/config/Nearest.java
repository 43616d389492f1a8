package io.kalmstream.deploy.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Which of the words that are known somebody may have meant. */
final class Nearest {
    /** Below it, words have little more in common than letters. */
    private static final double LEAST = 0.85;

    /** Beside a word that is this much nearer, another one is noise: all keys of a group begin alike. */
    private static final double NOISE = 0.05;

    private static final int MOST = 3;
    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    private Nearest() {}

    /** At most three, nearest first. */
    static List<String> to(String word, Collection<String> known) {
        List<Candidate> candidates = known.stream()
                .map(other -> new Candidate(other, SIMILARITY.apply(word, other)))
                .filter(candidate -> candidate.similarity() >= LEAST)
                .sorted(Comparator.comparingDouble(Candidate::similarity)
                        .reversed()
                        .thenComparing(Candidate::word))
                .limit(MOST)
                .toList();
        return candidates.stream()
                .filter(candidate ->
                        candidate.similarity() >= candidates.getFirst().similarity() - NOISE)
                .map(Candidate::word)
                .toList();
    }

    private record Candidate(String word, double similarity) {}
}
