package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.payload.IndexFields;
import io.kalmstream.sinks.embedded.wire.PointKey;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.jspecify.annotations.Nullable;

/** Lists points in the order of their ids. */
final class Scroll {
    private static final Sort BY_ID = new Sort(new SortField(IndexFields.ID, SortField.Type.STRING));

    private final IndexSearcher searcher;

    Scroll(IndexSearcher searcher) {
        this.searcher = searcher;
    }

    /**
     * Answers documents.
     *
     * @param from the first id that may be listed; null for the first there is
     */
    List<Integer> page(Query query, @Nullable PointKey from, long limit) throws IOException {
        int most = (int) Math.min(limit, searcher.getIndexReader().maxDoc());
        if (most < 1) {
            return List.of();
        }
        ScoreDoc[] found = searcher.search(from == null ? query : startingAt(query, from), most, BY_ID).scoreDocs;
        return Stream.of(found).map(each -> each.doc).toList();
    }

    Set<PointKey> keys(Query query) throws IOException {
        PointReader reader = new PointReader(searcher);
        Set<PointKey> keys = new LinkedHashSet<>();
        for (int document : page(query, null, Integer.MAX_VALUE)) {
            keys.add(reader.key(document));
        }
        return keys;
    }

    private static Query startingAt(Query query, PointKey from) {
        return new BooleanQuery.Builder()
                .add(query, Occur.FILTER)
                .add(
                        SortedDocValuesField.newSlowRangeQuery(IndexFields.ID, from.bytes(), null, true, true),
                        Occur.FILTER)
                .build();
    }
}
