package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.collection.MarginalRelevance.Candidate;
import io.kalmstream.sinks.embedded.collection.Question.Target;
import io.kalmstream.sinks.embedded.wire.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** Answers one query, stage by stage, on one state of the index. */
final class QueryRun {
    private static final int DEEPEST = 64;

    private final IndexSearcher searcher;
    private final VectorSpaces spaces;
    private final NearestSearch search;
    private final PointReader reader;
    private final StagedQuery root;
    private final References references;

    /** Refuses a query that names a point which is not there. */
    QueryRun(IndexSearcher searcher, VectorSpaces spaces, int mostScanned, StagedQuery root) throws IOException {
        this.searcher = searcher;
        this.spaces = spaces;
        this.root = root;
        search = new NearestSearch(searcher, mostScanned);
        reader = new PointReader(searcher);
        references = new References(reader, root);
    }

    /** @param offset how many of the first hits to leave out; unsigned */
    List<Hit> hits(long offset) throws IOException {
        check(root, 0);
        Query filter = references.without(root.filter());
        List<Hit> hits;
        if (root.question() instanceof Question.Diverse diverse) {
            hits = diverse(diverse, filter);
        } else {
            hits = stage(root, filter, saturatedSum(root.limit(), offset));
        }
        // A sample has no order in which to skip.
        boolean unordered = root.question() instanceof Question.Sample && root.prefetch().isEmpty();
        return hits.stream()
                .skip(unordered ? 0 : positive(offset))
                .limit(positive(root.limit()))
                .toList();
    }

    private List<Hit> stage(StagedQuery stage, Query filter, long limit) throws IOException {
        if (stage.prefetch().isEmpty()) {
            return ask(stage, filter, limit);
        }
        Collection<Hit> sources = sources(stage, filter);
        return switch (stage.question()) {
            case null -> throw new IllegalStateException("unchecked query");
            case Question.Nearest nearest -> rescore(stage, scorer(nearest.target(), stage), sources, limit);
            case Question.Recommend recommend -> rescore(stage, scorer(recommend, stage), sources, limit);
            // Before the last stage, there is no more to choose from than what was found.
            case Question.Diverse diverse -> choose(diverse, stage, sources, limit);
            case Question.Sample _ -> drawn(new ArrayList<>(sources), limit);
        };
    }

    private List<Hit> diverse(Question.Diverse diverse, Query filter) throws IOException {
        Collection<Hit> candidates = root.prefetch().isEmpty()
                ? nearest(root, diverse.target(), filter, diverse.candidates())
                : rescore(root, scorer(diverse.target(), root), sources(root, filter), diverse.candidates());
        return choose(diverse, root, candidates, root.limit());
    }

    private List<Hit> ask(StagedQuery stage, Query filter, long limit) throws IOException {
        return switch (stage.question()) {
            case null -> listed(filter, limit);
            case Question.Nearest(Target target) -> nearest(stage, target, filter, limit);
            // Only the last stage chooses: here they are candidates.
            case Question.Diverse diverse -> nearest(stage, diverse.target(), filter, diverse.candidates());
            case Question.Recommend recommend -> {
                BestHits best = best(stage, scorer(recommend, stage), limit);
                search.scan(space(stage), filter, best);
                yield best.bestFirst();
            }
            case Question.Sample _ -> drawn(listed(filter, Long.MAX_VALUE), limit);
        };
    }

    private List<Hit> nearest(StagedQuery stage, Target target, Query filter, long limit) throws IOException {
        NearestScorer scorer = scorer(target, stage);
        BestHits best = best(stage, scorer, limit);
        search.run(space(stage), scorer, filter, stage.exact(), stage.beam(), best);
        return best.bestFirst();
    }

    private Collection<Hit> sources(StagedQuery stage, Query filter) throws IOException {
        Map<Integer, Hit> sources = new LinkedHashMap<>();
        for (StagedQuery prefetch : stage.prefetch()) {
            stage(prefetch, both(filter, prefetch.filter()), prefetch.limit())
                    .forEach(hit -> sources.putIfAbsent(hit.document(), hit));
        }
        return sources.values();
    }

    private List<Hit> rescore(StagedQuery stage, Scorer scorer, Collection<Hit> sources, long limit)
            throws IOException {
        BestHits best = best(stage, scorer, limit);
        for (Candidate candidate : candidates(stage, sources)) {
            best.offer(candidate.hit().document(), scorer.score(candidate.vector()), _ -> candidate.hit().key());
        }
        return best.bestFirst();
    }

    private List<Hit> choose(Question.Diverse diverse, StagedQuery stage, Collection<Hit> sources, long limit)
            throws IOException {
        float[] target = space(stage).accept(references.vector(diverse.target(), space(stage)));
        return new MarginalRelevance(
                        space(stage).similarity(), target, diverse.diversity(), candidates(stage, sources))
                .choose(positive(limit));
    }

    /** Without those that lack the vector. */
    private List<Candidate> candidates(StagedQuery stage, Collection<Hit> sources) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (Hit hit : sources) {
            float[] vector = reader.vector(hit.document(), space(stage));
            if (vector != null) {
                candidates.add(new Candidate(hit, vector));
            }
        }
        return candidates;
    }

    private List<Hit> listed(Query filter, long limit) throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (int document : new Scroll(searcher).page(filter, null, positive(limit))) {
            hits.add(new Hit(document, reader.key(document), 1));
        }
        return hits;
    }

    private static List<Hit> drawn(List<Hit> hits, long limit) {
        Collections.shuffle(hits, ThreadLocalRandom.current());
        return hits.subList(0, (int) Math.min(hits.size(), positive(limit)));
    }

    private NearestScorer scorer(Target target, StagedQuery stage) throws IOException {
        VectorSpace space = space(stage);
        return new NearestScorer(space.similarity(), space.accept(references.vector(target, space)));
    }

    private Scorer scorer(Question.Recommend recommend, StagedQuery stage) throws IOException {
        VectorSpace space = space(stage);
        List<float[]> positives = references.vectors(recommend.positives(), space);
        List<float[]> negatives = references.vectors(recommend.negatives(), space);
        return switch (recommend.strategy()) {
            case AVERAGE_VECTOR ->
                new NearestScorer(space.similarity(), space.accept(MeanVector.of(positives, negatives)));
            case BEST_SCORE -> new BestScore(space.similarity(), accept(positives, space), accept(negatives, space));
            case SUM_SCORES -> new SumScores(space.similarity(), accept(positives, space), accept(negatives, space));
        };
    }

    private static List<float[]> accept(List<float[]> vectors, VectorSpace space) {
        return vectors.stream().map(space::accept).toList();
    }

    private BestHits best(StagedQuery stage, Scorer scorer, long limit) {
        int most = (int) Math.min(searcher.getIndexReader().maxDoc(), positive(limit));
        return new BestHits(scorer, most, stage.threshold());
    }

    private VectorSpace space(StagedQuery stage) {
        return spaces.get(stage.using());
    }

    private static void check(StagedQuery stage, int depth) {
        if (depth > DEEPEST) {
            throw Refusal.wrongInput("prefetches depth " + depth + " exceeds max depth " + DEEPEST);
        }
        if (stage.question() == null && !stage.prefetch().isEmpty()) {
            throw Refusal.wrongInput("A query is needed to merge the prefetches."
                    + " Can't have prefetches without defining a query.");
        }
        if (stage.question() == null && stage.threshold() != null) {
            throw Refusal.wrongInput("A query is needed to use the score_threshold."
                    + " Can't have score_threshold without defining a query.");
        }
        stage.prefetch().forEach(prefetch -> check(prefetch, depth + 1));
    }

    private static long saturatedSum(long limit, long offset) {
        long sum = limit + offset;
        return limit < 0 || offset < 0 || sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** What looks negative is more than there can be. */
    private static long positive(long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }

    private static Query both(Query left, Query right) {
        return new BooleanQuery.Builder()
                .add(left, Occur.FILTER)
                .add(right, Occur.FILTER)
                .build();
    }
}
