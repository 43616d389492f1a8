package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.payload.IndexFields;
import io.kalmstream.sinks.embedded.wire.PointKey;
import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/** Scores the vector of every document a query matches. All of them must have that vector. */
final class ExactScan extends SimpleCollector {
    private final VectorSpace space;
    private final BestHits best;
    private int base;
    private @Nullable Segment segment;

    private ExactScan(VectorSpace space, BestHits best) {
        this.space = space;
        this.best = best;
    }

    /** For a searcher without an executor: one collector for all segments. */
    static CollectorManager<ExactScan, BestHits> manager(VectorSpace space, BestHits best) {
        return new CollectorManager<>() {
            @Override
            public ExactScan newCollector() {
                return new ExactScan(space, best);
            }

            @Override
            public BestHits reduce(Collection<ExactScan> collectors) {
                return best;
            }
        };
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        base = context.docBase;
        FloatVectorValues values = PointReader.values(context.reader(), space);
        segment = values == null
                ? null
                : new Segment(values, values.iterator(), DocValues.getSorted(context.reader(), IndexFields.ID));
    }

    @Override
    public void collect(int document) throws IOException {
        Segment here = segment;
        if (here != null && here.at.advance(document) == document) {
            float score = best.scorer().score(here.values.vectorValue(here.at.index()));
            best.offer(base + document, score, _ -> here.key(document));
        }
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    private record Segment(FloatVectorValues values, DocIndexIterator at, SortedDocValues ids) {
        PointKey key(int document) throws IOException {
            ids.advanceExact(document);
            return PointKey.of(ids.lookupOrd(ids.ordValue()));
        }
    }
}
