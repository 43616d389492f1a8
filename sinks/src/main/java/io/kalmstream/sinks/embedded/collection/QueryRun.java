package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.collection.MarginalRelevance.Candidate;
import io.kalmstream.sinks.embedded.collection.Question.Target;
import io.kalmstream.sinks.embedded.payload.FilterTranslator;
import io.qdrant.client.grpc.Common.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.lucene.search.IndexSearcher;

/** Answers one query, stage by stage, on one state of the index. */
final class QueryRun {
    private final IndexSearcher searcher;
    private final VectorSpaces spaces;
    private final NearestSearch search;
    private final PointReader reader;
    private final StagedQuery root;
    private final long offset;
    private final References references;

    /** @param query one that passed {@link QueryCheck} */
    QueryRun(IndexSearcher searcher, VectorSpaces spaces, int mostScanned, References references, RootQuery query) {
        this.searcher = searcher;
        this.spaces = spaces;
        root = query.stages();
        offset = query.offset();
        search = new NearestSearch(searcher, mostScanned);
        reader = new PointReader(searcher);
        this.references = references;
    }

    List<Hit> hits() throws IOException {
        Filter filter = references.filter(root);
        List<Hit> hits;
        if (root.question() instanceof Question.Diverse diverse) {
            hits = diverse(diverse, filter);
        } else {
            hits = stage(root, filter, saturatedSum(root.limit(), offset));
        }
        // A sample has no order in which to skip.
        boolean unordered =
                root.question() instanceof Question.Sample && root.prefetch().isEmpty();
        return hits.stream()
                .skip(unordered ? 0 : positive(offset))
                .limit(positive(root.limit()))
                .toList();
    }

    private List<Hit> stage(StagedQuery stage, Filter filter, long limit) throws IOException {
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

    private List<Hit> diverse(Question.Diverse diverse, Filter filter) throws IOException {
        Collection<Hit> candidates = root.prefetch().isEmpty()
                ? nearest(root, diverse.target(), filter, diverse.candidates())
                : rescore(root, scorer(diverse.target(), root), sources(root, filter), diverse.candidates());
        return choose(diverse, root, candidates, root.limit());
    }

    private List<Hit> ask(StagedQuery stage, Filter filter, long limit) throws IOException {
        return switch (stage.question()) {
            case null -> listed(filter, limit);
            case Question.Nearest(Target target) -> nearest(stage, target, filter, limit);
            // Only the last stage chooses: here they are candidates.
            case Question.Diverse diverse -> nearest(stage, diverse.target(), filter, diverse.candidates());
            case Question.Recommend recommend -> {
                BestHits best = best(scorer(recommend, stage), limit);
                search.scan(space(stage), FilterTranslator.translate(filter), best);
                yield passing(stage, best);
            }
            case Question.Sample _ -> drawn(listed(filter, Long.MAX_VALUE), limit);
        };
    }

    private List<Hit> nearest(StagedQuery stage, Target target, Filter filter, long limit) throws IOException {
        NearestScorer scorer = scorer(target, stage);
        BestHits best = best(scorer, limit);
        search.run(space(stage), scorer, FilterTranslator.translate(filter), stage.exact(), stage.beam(), best);
        return passing(stage, best);
    }

    private Collection<Hit> sources(StagedQuery stage, Filter filter) throws IOException {
        Map<Integer, Hit> sources = new LinkedHashMap<>();
        for (StagedQuery prefetch : stage.prefetch()) {
            stage(prefetch, MergedFilters.of(filter, prefetch.filter()), prefetch.limit())
                    .forEach(hit -> sources.putIfAbsent(hit.document(), hit));
        }
        return sources.values();
    }

    private List<Hit> rescore(StagedQuery stage, Scorer scorer, Collection<Hit> sources, long limit)
            throws IOException {
        BestHits best = best(scorer, limit);
        for (Candidate candidate : candidates(stage, sources)) {
            best.offer(
                    candidate.hit().document(),
                    scorer.score(candidate.vector()),
                    _ -> candidate.hit().key());
        }
        return passing(stage, best);
    }

    private List<Hit> choose(Question.Diverse diverse, StagedQuery stage, Collection<Hit> sources, long limit)
            throws IOException {
        List<Candidate> candidates = candidates(stage, sources);
        if (candidates.size() < 2) {
            // Qdrant does not even look at the target then.
            return candidates.stream().map(Candidate::hit).toList();
        }
        return new MarginalRelevance(scorer(diverse.target(), stage), diverse.diversity(), candidates)
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

    private List<Hit> listed(Filter filter, long limit) throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (int document : new Scroll(searcher).page(FilterTranslator.translate(filter), null, positive(limit))) {
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
        return new NearestScorer(space.similarity(), space.accept(references.vector(target, stage.using())));
    }

    private Scorer scorer(Question.Recommend recommend, StagedQuery stage) throws IOException {
        return Examples.of(recommend, stage.using(), references).scorer(space(stage));
    }

    private BestHits best(Scorer scorer, long limit) {
        int most = (int) Math.min(searcher.getIndexReader().maxDoc(), positive(limit));
        return new BestHits(scorer, most);
    }

    /** Up to the first that does not pass; what passes is the distance's own idea, even of scores that are no distances. */
    private List<Hit> passing(StagedQuery stage, BestHits best) {
        Float threshold = stage.threshold();
        return best.bestFirst().stream()
                .takeWhile(hit -> threshold == null || space(stage).similarity().isBetter(hit.score(), threshold))
                .toList();
    }

    private VectorSpace space(StagedQuery stage) {
        return spaces.get(stage.using());
    }

    private static long saturatedSum(long limit, long offset) {
        long sum = limit + offset;
        return limit < 0 || offset < 0 || sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** What looks negative is more than there can be. */
    private static long positive(long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }
}
