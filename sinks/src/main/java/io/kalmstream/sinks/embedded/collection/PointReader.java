package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.payload.IndexFields;
import io.kalmstream.sinks.embedded.wire.PointKey;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Reads points out of one state of the index. Documents are meant by their number in it. */
final class PointReader {
    static final int NONE = -1;

    private final IndexSearcher searcher;

    PointReader(IndexSearcher searcher) {
        this.searcher = searcher;
    }

    /** The document of a point, or {@link #NONE}. */
    int find(PointKey key) throws IOException {
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            PostingsEnum found = leaf.reader().postings(PointDocument.term(key), PostingsEnum.NONE);
            Bits live = leaf.reader().getLiveDocs();
            while (found != null && found.nextDoc() != PostingsEnum.NO_MORE_DOCS) {
                if (live == null || live.get(found.docID())) {
                    return leaf.docBase + found.docID();
                }
            }
        }
        return NONE;
    }

    PointKey key(int document) throws IOException {
        LeafReaderContext leaf = leaf(document);
        SortedDocValues ids = DocValues.getSorted(leaf.reader(), IndexFields.ID);
        if (!ids.advanceExact(document - leaf.docBase)) {
            throw new IllegalStateException("document " + document + " has no id: the index is damaged");
        }
        return PointKey.of(ids.lookupOrd(ids.ordValue()));
    }

    Map<String, Value> payload(int document) throws IOException {
        Document stored = searcher.storedFields().document(document, Set.of(IndexFields.PAYLOAD));
        BytesRef bytes = stored.getBinaryValue(IndexFields.PAYLOAD);
        return Struct.parser()
                .parseFrom(bytes.bytes, bytes.offset, bytes.length)
                .getFieldsMap();
    }

    /** Null where the point lacks that vector. */
    float @Nullable [] vector(int document, VectorSpace space) throws IOException {
        LeafReaderContext leaf = leaf(document);
        FloatVectorValues values = values(leaf.reader(), space);
        if (values == null) {
            return null;
        }
        DocIndexIterator at = values.iterator();
        int within = document - leaf.docBase;
        return at.advance(within) == within ? values.vectorValue(at.index()).clone() : null;
    }

    Map<String, float[]> vectors(int document, Iterable<VectorSpace> spaces) throws IOException {
        Map<String, float[]> vectors = new LinkedHashMap<>();
        for (VectorSpace space : spaces) {
            float[] vector = vector(document, space);
            if (vector != null) {
                vectors.put(space.name(), vector);
            }
        }
        return vectors;
    }

    /** Null where no point of this part of the index has that vector. */
    static @Nullable FloatVectorValues values(LeafReader reader, VectorSpace space) throws IOException {
        return reader.getFieldInfos().fieldInfo(space.field()) == null
                ? null
                : reader.getFloatVectorValues(space.field());
    }

    private LeafReaderContext leaf(int document) {
        return searcher.getLeafContexts().get(ReaderUtil.subIndex(document, searcher.getLeafContexts()));
    }
}
