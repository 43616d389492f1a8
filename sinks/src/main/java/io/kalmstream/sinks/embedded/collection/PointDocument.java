package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.payload.IndexFields;
import io.kalmstream.sinks.embedded.payload.PayloadIndexer;
import io.kalmstream.sinks.embedded.wire.PointKey;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/** A point as a Lucene document. */
final class PointDocument {
    private PointDocument() {}

    static Document of(StoredPoint point, VectorSpaces spaces) {
        Document document = new Document();
        BytesRef id = point.key().bytes();
        document.add(new StringField(IndexFields.ID, id, Field.Store.NO));
        document.add(new SortedDocValuesField(IndexFields.ID, id));
        Struct payload = Struct.newBuilder().putAllFields(point.payload()).build();
        document.add(new StoredField(IndexFields.PAYLOAD, payload.toByteArray()));
        for (BytesRef term : PayloadIndexer.terms(point.payload())) {
            document.add(new StringField(IndexFields.FILTER, term, Field.Store.NO));
        }
        point.vectors().forEach((name, vector) -> {
            VectorSpace space = spaces.get(name);
            document.add(new KnnFloatVectorField(
                    space.field(), vector, space.similarity().lucene()));
        });
        return document;
    }

    static Query anyOf(List<PointKey> keys) {
        return new TermInSetQuery(
                IndexFields.ID, keys.stream().map(PointKey::bytes).toList());
    }

    static Term term(PointKey key) {
        return new Term(IndexFields.ID, key.bytes());
    }
}
