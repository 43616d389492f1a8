package io.kalmstream.sinks.embedded.payload;

import io.kalmstream.sinks.embedded.payload.PayloadTerms.Marker;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.util.BytesRef;

/** Lists the terms by which a payload can be found. */
public final class PayloadIndexer {
    private final Set<BytesRef> terms = new HashSet<>();

    private PayloadIndexer() {}

    public static Set<BytesRef> terms(Map<String, Value> payload) {
        PayloadIndexer indexer = new PayloadIndexer();
        payload.forEach((key, value) -> indexer.add(TermPath.ROOT.key(key), value));
        return indexer.terms;
    }

    private void add(TermPath path, Value value) {
        PayloadTerms at = new PayloadTerms(path);
        switch (value.getKindCase()) {
            case LIST_VALUE -> addArray(path, at, value.getListValue().getValuesList());
            case STRUCT_VALUE -> {
                mark(at, 1, false);
                terms.add(at.object());
                value.getStructValue().getFieldsMap().forEach((key, inner) -> add(path.key(key), inner));
            }
            case NULL_VALUE, KIND_NOT_SET -> {
                mark(at, 0, true);
                terms.add(at.marker(Marker.NULL));
            }
            case BOOL_VALUE, DOUBLE_VALUE, INTEGER_VALUE, STRING_VALUE -> {
                mark(at, 1, false);
                addElement(at, value);
            }
        }
    }

    private void addArray(TermPath path, PayloadTerms at, List<Value> items) {
        boolean nulls = items.stream().anyMatch(PayloadIndexer::isNull);
        mark(at, items.size(), nulls);
        TermPath within = path.items();
        for (Value item : items) {
            addElement(at, item);
            add(within, item);
        }
    }

    private void mark(PayloadTerms at, int count, boolean nulls) {
        terms.add(at.count(count));
        terms.add(at.marker(count == 0 ? Marker.EMPTY : Marker.FILLED));
        terms.add(at.marker(nulls ? Marker.HAS_NULL : Marker.HAS_NO_NULL));
    }

    private void addElement(PayloadTerms at, Value value) {
        switch (value.getKindCase()) {
            case STRING_VALUE -> {
                terms.add(at.string(value.getStringValue()));
                Datetimes.micros(value.getStringValue()).ifPresent(micros -> terms.add(at.instant(micros)));
            }
            case INTEGER_VALUE -> {
                terms.add(at.integer(value.getIntegerValue()));
                terms.add(at.number((double) value.getIntegerValue()));
            }
            case DOUBLE_VALUE -> {
                terms.add(at.fraction(value.getDoubleValue()));
                if (!Double.isNaN(value.getDoubleValue())) {
                    terms.add(at.number(value.getDoubleValue()));
                }
            }
            case BOOL_VALUE -> terms.add(at.bool(value.getBoolValue()));
            case STRUCT_VALUE -> terms.add(at.object());
            case LIST_VALUE -> terms.add(at.array());
            case NULL_VALUE, KIND_NOT_SET -> {}
        }
    }

    private static boolean isNull(Value value) {
        return value.hasNullValue() || value.getKindCase() == Value.KindCase.KIND_NOT_SET;
    }
}
