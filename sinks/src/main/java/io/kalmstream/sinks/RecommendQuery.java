package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * Asks for points like the positive and unlike the negative examples. "More like this one" is a query with one positive.
 *
 * <p>What was seen does not come back: no example, no excluded document, and no near-copy of either (its canonical, and whatever
 * is marked as a duplicate of the one or the other). Examples that are not in the store are left out; if too few are left to
 * compare with, the answer is empty.
 *
 * @param tenant examples and answers are this tenant's only
 * @param positives at least one, unless there are negatives and the strategy is {@link Strategy#BEST_SCORE}
 * @param excluded ids of documents that shall not come back
 * @param limit at most this many hits
 * @param canonicalOnly leave out points that are marked as duplicates
 * @param diversity 0 orders by score alone; towards 1, hits that resemble better ones are passed over for others (maximal marginal
 *     relevance, as Qdrant's {@code mmr.diversity}), and the hits are in the order in which they were chosen
 */
public record RecommendQuery(
        String tenant,
        List<Example> positives,
        List<Example> negatives,
        Strategy strategy,
        Set<String> excluded,
        int limit,
        boolean canonicalOnly,
        double diversity) {
    public RecommendQuery {
        requireNonNull(tenant, "tenant is null");
        positives = List.copyOf(positives);
        negatives = List.copyOf(negatives);
        requireNonNull(strategy, "strategy is null");
        excluded = Set.copyOf(excluded);
        if (positives.isEmpty() && (strategy != Strategy.BEST_SCORE || negatives.isEmpty())) {
            throw new IllegalArgumentException(strategy + " needs an example: add a positive one");
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
        if (!(diversity >= 0 && diversity <= 1)) {
            throw new IllegalArgumentException("diversity must be between 0 and 1: " + diversity);
        }
    }

    /**
     * A document that was liked, or disliked.
     *
     * @param weight positive; only how it compares with the others' matters
     */
    public record Example(String id, double weight) {
        public Example {
            requireNonNull(id, "id is null");
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("weight must be positive and finite: " + weight);
            }
        }
    }

    /** What a point is compared with. */
    public enum Strategy {
        /**
         * The weighted mean of the positives p and that of the negatives n: p, or 2p - n where there are negatives. The score is the
         * cosine.
         */
        AVERAGE_VECTOR,
        /**
         * The one example that it resembles most; weights do not matter. The score is Qdrant's {@code best_score}: above 0 where that
         * example is a positive one, below 0 where it is negative. With diversity, the best so judged are chosen from by
         * their cosine with the mean of {@link #AVERAGE_VECTOR}, which is then the score too.
         */
        BEST_SCORE
    }
}
