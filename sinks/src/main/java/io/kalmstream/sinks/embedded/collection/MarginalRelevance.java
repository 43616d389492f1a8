package io.kalmstream.sinks.embedded.collection;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses hits one by one: each time the one that is nearest to the target and least like those already chosen. The hits keep
 * their scores. Of equal ones Qdrant takes the last, among candidates whose order it changes as it goes; so does this.
 */
final class MarginalRelevance {
    private final NearestScorer scorer;
    private final float diversity;
    private final List<Candidate> left;
    private final List<Candidate> chosen = new ArrayList<>();

    MarginalRelevance(NearestScorer scorer, float diversity, List<Candidate> candidates) {
        this.scorer = scorer;
        this.diversity = diversity;
        left = new ArrayList<>(candidates);
    }

    /** @param vector the stored one */
    record Candidate(Hit hit, float[] vector) {}

    List<Hit> choose(long most) {
        while (chosen.size() < most && !left.isEmpty()) {
            int best = best();
            chosen.add(left.get(best));
            Candidate last = left.removeLast();
            if (best < left.size()) {
                left.set(best, last);
            }
        }
        return chosen.stream().map(Candidate::hit).toList();
    }

    private int best() {
        int best = 0;
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < left.size(); i++) {
            float worth = worth(left.get(i).vector());
            if (worth >= highest) {
                best = i;
                highest = worth;
            }
        }
        return best;
    }

    private float worth(float[] vector) {
        float relevance = scorer.similarity().closeness(scorer.target(), vector);
        if (chosen.isEmpty()) {
            return relevance;
        }
        float repeats = Float.NEGATIVE_INFINITY;
        for (Candidate other : chosen) {
            repeats = Math.max(repeats, scorer.similarity().closeness(vector, other.vector()));
        }
        float lambda = 1 - diversity;
        return lambda * relevance - (1 - lambda) * repeats;
    }
}
