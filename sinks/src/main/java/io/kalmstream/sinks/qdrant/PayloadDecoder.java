package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.qdrant.PayloadFields.ATTRIBUTES;
import static io.kalmstream.sinks.qdrant.PayloadFields.DUPLICATE_KIND;
import static io.kalmstream.sinks.qdrant.PayloadFields.DUPLICATE_OF;
import static io.kalmstream.sinks.qdrant.PayloadFields.DUPLICATE_SCORE;
import static io.kalmstream.sinks.qdrant.PayloadFields.ID;
import static io.kalmstream.sinks.qdrant.PayloadFields.MODEL;
import static io.kalmstream.sinks.qdrant.PayloadFields.OCCURRED_AT;
import static io.kalmstream.sinks.qdrant.PayloadFields.OFFSET;
import static io.kalmstream.sinks.qdrant.PayloadFields.PARTITION;
import static io.kalmstream.sinks.qdrant.PayloadFields.SOURCE;
import static io.kalmstream.sinks.qdrant.PayloadFields.TENANT;
import static io.kalmstream.sinks.qdrant.PayloadFields.TEXT;
import static io.kalmstream.sinks.qdrant.PayloadFields.TEXT_AT;
import static io.kalmstream.sinks.qdrant.PayloadFields.TEXT_HASH;
import static io.kalmstream.sinks.qdrant.PayloadFields.TOPIC;
import static io.kalmstream.sinks.qdrant.PayloadFields.WRITER;
import static io.kalmstream.sinks.qdrant.PayloadFields.WRITER_EPOCH;
import static io.kalmstream.sinks.qdrant.PayloadFields.WRITER_SEQUENCE;

import com.google.common.primitives.Floats;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.StoredVector;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.JsonWithInt.Value.KindCase;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.VectorOutput;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Qdrant's payload back to our values. A payload that is not ours is somebody's configuration fault, named by point. */
final class PayloadDecoder {
    private final PointId id;
    private final Map<String, Value> payload;

    private PayloadDecoder(PointId id, Map<String, Value> payload) {
        this.id = id;
        this.payload = payload;
    }

    static StoredPoint stored(PointId id, Map<String, Value> payload) {
        return new PayloadDecoder(id, payload).stored();
    }

    /** Of a payload that may hold nothing else. */
    static Optional<Fence> fence(PointId id, Map<String, Value> payload) {
        return new PayloadDecoder(id, payload).fence();
    }

    /** With its vector, which must have been asked for. */
    static StoredVector storedVector(RetrievedPoint found) {
        return new StoredVector(stored(found.getId(), found.getPayloadMap()), vector(found));
    }

    /** Of a payload that may hold nothing else. */
    static Optional<String> duplicateOf(RetrievedPoint found) {
        PayloadDecoder decoder = new PayloadDecoder(found.getId(), found.getPayloadMap());
        return decoder.payload.containsKey(DUPLICATE_OF)
                ? Optional.of(decoder.string(decoder.payload, DUPLICATE_OF))
                : Optional.empty();
    }

    /** Which must have been asked for. */
    @SuppressWarnings("deprecation") // Servers before 1.17 put the numbers into the deprecated field only.
    static float[] vector(RetrievedPoint found) {
        VectorOutput output = found.getVectors()
                .getVectors()
                .getVectorsOrDefault(CollectionSpec.VECTOR, VectorOutput.getDefaultInstance());
        return Floats.toArray(output.hasDense() ? output.getDense().getDataList() : output.getDataList());
    }

    private StoredPoint stored() {
        return new StoredPoint(
                new DocumentKey(string(payload, TENANT), string(payload, ID)),
                payload.containsKey(TEXT) ? string(payload, TEXT) : null,
                string(payload, TEXT_HASH),
                string(payload, MODEL),
                attributes(),
                instant(OCCURRED_AT),
                instant(payload.containsKey(TEXT_AT) ? TEXT_AT : OCCURRED_AT),
                source(),
                duplicate(),
                fence().orElse(null));
    }

    private Optional<Fence> fence() {
        if (!payload.containsKey(WRITER)) {
            return Optional.empty();
        }
        return Optional.of(new Fence(
                string(payload, WRITER),
                field(payload, WRITER_EPOCH, KindCase.INTEGER_VALUE).getIntegerValue(),
                field(payload, WRITER_SEQUENCE, KindCase.INTEGER_VALUE).getIntegerValue()));
    }

    private Map<String, Object> attributes() {
        Map<String, Object> decoded = new HashMap<>();
        field(payload, ATTRIBUTES, KindCase.STRUCT_VALUE)
                .getStructValue()
                .getFieldsMap()
                .forEach((name, attribute) -> decoded.put(name, attribute(attribute)));
        return decoded;
    }

    private Object attribute(Value attribute) {
        return switch (attribute.getKindCase()) {
            case STRING_VALUE -> attribute.getStringValue();
            case INTEGER_VALUE -> attribute.getIntegerValue();
            case DOUBLE_VALUE -> attribute.getDoubleValue();
            case BOOL_VALUE -> attribute.getBoolValue();
            case NULL_VALUE, STRUCT_VALUE, LIST_VALUE, KIND_NOT_SET ->
                throw foreign(ATTRIBUTES + ".*", attribute.getKindCase());
        };
    }

    private Instant instant(String field) {
        try {
            return Instant.parse(string(payload, field));
        } catch (DateTimeException e) {
            throw new StoreException(
                    StoreException.Fault.CONFIGURATION, "point " + id.getUuid() + ": '" + field + "' is no time", e);
        }
    }

    private Point.Source source() {
        Map<String, Value> source =
                field(payload, SOURCE, KindCase.STRUCT_VALUE).getStructValue().getFieldsMap();
        return new Point.Source(
                string(source, TOPIC),
                Math.toIntExact(field(source, PARTITION, KindCase.INTEGER_VALUE).getIntegerValue()),
                field(source, OFFSET, KindCase.INTEGER_VALUE).getIntegerValue());
    }

    private @Nullable Duplicate duplicate() {
        if (!payload.containsKey(DUPLICATE_OF)) {
            return null;
        }
        return new Duplicate(
                string(payload, DUPLICATE_OF),
                field(payload, DUPLICATE_SCORE, KindCase.DOUBLE_VALUE).getDoubleValue(),
                kind(string(payload, DUPLICATE_KIND)));
    }

    private Duplicate.Kind kind(String name) {
        try {
            return Duplicate.Kind.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    StoreException.Fault.CONFIGURATION,
                    "point " + id.getUuid() + ": '" + DUPLICATE_KIND + "' is neither EXACT nor NEAR",
                    e);
        }
    }

    private String string(Map<String, Value> fields, String name) {
        return field(fields, name, KindCase.STRING_VALUE).getStringValue();
    }

    private Value field(Map<String, Value> fields, String name, KindCase expected) {
        Value value = fields.get(name);
        if (value == null || value.getKindCase() != expected) {
            throw foreign(name, value == null ? KindCase.KIND_NOT_SET : value.getKindCase());
        }
        return value;
    }

    private StoreException foreign(String name, KindCase found) {
        return new StoreException(
                StoreException.Fault.CONFIGURATION,
                "point %s is not KalmStream's: its '%s' is %s; keep other writers out of the collection"
                        .formatted(id.getUuid(), name, found == KindCase.KIND_NOT_SET ? "missing" : "a " + found),
                null);
    }
}
