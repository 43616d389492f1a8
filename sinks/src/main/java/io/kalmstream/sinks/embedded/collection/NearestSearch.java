package io.kalmstream.sinks.embedded.collection;

import java.io.IOException;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/** Finds nearest points: by comparing with each where they are few, else by Lucene's graph; the scores are the same either way. */
final class NearestSearch {
    private static final int DEFAULT_BEAM = 128;

    private final IndexSearcher searcher;
    private final int mostScanned;

    /** @param mostScanned the most candidates that are compared one by one unless the query wants exactness */
    NearestSearch(IndexSearcher searcher, int mostScanned) {
        this.searcher = searcher;
        this.mostScanned = mostScanned;
    }

    /** @param beam how many candidates the graph search keeps; 0 for the default */
    void run(VectorSpace space, NearestScorer scorer, Query filter, boolean exact, long beam, BestHits best)
            throws IOException {
        if (exact || !space.similarity().hasGraph() || isFew(candidates(space, filter))) {
            scan(space, filter, best);
        } else if (best.most() > 0) {
            followGraph(space, scorer, candidates(space, filter), beam, best);
        }
    }

    /** Compares with every point that matches and has the vector. */
    void scan(VectorSpace space, Query filter, BestHits best) throws IOException {
        if (best.most() > 0) {
            searcher.search(candidates(space, filter), ExactScan.manager(space, best));
        }
    }

    private boolean isFew(Query candidates) throws IOException {
        return searcher.getIndexReader().numDocs() <= mostScanned || searcher.count(candidates) <= mostScanned;
    }

    private void followGraph(VectorSpace space, NearestScorer scorer, Query candidates, long wanted, BestHits best)
            throws IOException {
        long beam = Math.max(best.most(), wanted > 0 ? wanted : DEFAULT_BEAM);
        int within = (int) Math.min(searcher.getIndexReader().maxDoc(), beam);
        KnnFloatVectorQuery graph = new KnnFloatVectorQuery(space.field(), scorer.target(), within, candidates);
        PointReader reader = new PointReader(searcher);
        for (ScoreDoc found : searcher.search(graph, within).scoreDocs) {
            float[] vector = reader.vector(found.doc, space);
            if (vector != null) {
                best.offer(found.doc, scorer.score(vector), reader::key);
            }
        }
    }

    private static Query candidates(VectorSpace space, Query filter) {
        return new BooleanQuery.Builder()
                .add(filter, Occur.FILTER)
                .add(new FieldExistsQuery(space.field()), Occur.FILTER)
                .build();
    }
}
