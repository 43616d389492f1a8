package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.collection.NearestQuery.Target;
import io.kalmstream.sinks.embedded.payload.IndexFields;
import io.kalmstream.sinks.embedded.wire.PointKey;
import io.kalmstream.sinks.embedded.wire.Refusal;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/** Finds nearest points: by comparing with each where they are few, else by Lucene's graph; the scores are the same either way. */
final class NearestSearch {
    private static final int DEFAULT_BEAM = 128;

    private final IndexSearcher searcher;
    private final VectorSpaces spaces;
    private final int mostScanned;

    /** @param mostScanned the most candidates that are compared one by one unless the query wants exactness */
    NearestSearch(IndexSearcher searcher, VectorSpaces spaces, int mostScanned) {
        this.searcher = searcher;
        this.spaces = spaces;
        this.mostScanned = mostScanned;
    }

    List<Hit> run(NearestQuery query) throws IOException {
        VectorSpace space = spaces.get(query.using());
        Query candidates = both(query.filter(), new FieldExistsQuery(space.field()));
        float[] target;
        switch (query.target()) {
            case Target.Vector(float[] values) -> target = space.accept(values);
            case Target.Point(PointKey key) -> {
                target = vectorOf(key, space);
                candidates = without(candidates, key);
            }
        }
        int documents = searcher.getIndexReader().maxDoc();
        int most = (int) Math.min(documents, saturatedSum(query.limit(), query.offset()));
        if (most == 0) {
            return List.of();
        }
        BestHits best = new BestHits(space.similarity(), most, query.threshold());
        if (query.exact() || !space.similarity().hasGraph() || isFew(candidates)) {
            searcher.search(candidates, ExactScan.manager(space, target, best));
        } else {
            followGraph(space, target, candidates, (int) Math.min(documents, beam(query, most)), best);
        }
        return best.bestFirst().stream().skip(query.offset()).toList();
    }

    private boolean isFew(Query candidates) throws IOException {
        return searcher.getIndexReader().numDocs() <= mostScanned || searcher.count(candidates) <= mostScanned;
    }

    private void followGraph(VectorSpace space, float[] target, Query candidates, int beam, BestHits best)
            throws IOException {
        KnnFloatVectorQuery graph = new KnnFloatVectorQuery(space.field(), target, beam, candidates);
        PointReader reader = new PointReader(searcher);
        for (ScoreDoc found : searcher.search(graph, beam).scoreDocs) {
            float[] vector = reader.vector(found.doc, space);
            if (vector != null) {
                best.offer(found.doc, space.similarity().score(target, vector), reader::key);
            }
        }
    }

    private float[] vectorOf(PointKey key, VectorSpace space) throws IOException {
        PointReader reader = new PointReader(searcher);
        int document = reader.find(key);
        if (document == PointReader.NONE) {
            throw Refusal.noPoint(key);
        }
        float[] vector = reader.vector(document, space);
        if (vector == null) {
            throw Refusal.notFound("Point with id " + key + " has no vector `" + space.name() + "`");
        }
        return vector;
    }

    private static long beam(NearestQuery query, int most) {
        return Math.max(most, query.beam() > 0 ? query.beam() : DEFAULT_BEAM);
    }

    private static long saturatedSum(long limit, long offset) {
        // Both are unsigned on the wire: what looks negative is more than there can be.
        long sum = limit + offset;
        return limit < 0 || offset < 0 || sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static Query both(Query left, Query right) {
        return new BooleanQuery.Builder()
                .add(left, Occur.FILTER)
                .add(right, Occur.FILTER)
                .build();
    }

    private static Query without(Query query, PointKey key) {
        return new BooleanQuery.Builder()
                .add(query, Occur.FILTER)
                .add(new TermQuery(new Term(IndexFields.ID, key.bytes())), Occur.MUST_NOT)
                .build();
    }
}
