package io.kalmstream.sinks.qdrant;

import static java.util.Objects.requireNonNull;

import io.qdrant.client.grpc.Points.FieldType;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An index that filters of applications need.
 *
 * @param field path in the payload, such as {@code attributes.price}
 */
public record PayloadIndex(String field, Type type) {
    public PayloadIndex {
        requireNonNull(type, "type is null");
        if (field.isBlank()) {
            throw CollectionSetting.PAYLOAD_INDEXES.refuse("an index without a field; it is a list like"
                    + " attributes.price:float, attributes.brand:keyword");
        }
    }

    /**
     * @param text {@code field:type}
     * @throws IllegalArgumentException it is none; the message names the key
     */
    public static PayloadIndex parse(String text) {
        int colon = text.lastIndexOf(':');
        String type = text.substring(colon + 1).strip();
        return Arrays.stream(Type.values())
                .filter(known -> colon >= 0 && known.toString().equals(type))
                .findFirst()
                .map(known -> new PayloadIndex(text.substring(0, colon).strip(), known))
                .orElseThrow(() -> CollectionSetting.PAYLOAD_INDEXES.refuse("`%s` is not like field:type; types are %s"
                        .formatted(
                                text,
                                Arrays.stream(Type.values()).map(Type::toString).collect(Collectors.joining(", ")))));
    }

    /** What the values are. */
    public enum Type {
        KEYWORD(FieldType.FieldTypeKeyword),
        INTEGER(FieldType.FieldTypeInteger),
        FLOAT(FieldType.FieldTypeFloat),
        BOOL(FieldType.FieldTypeBool),
        DATETIME(FieldType.FieldTypeDatetime),
        TEXT(FieldType.FieldTypeText),
        UUID(FieldType.FieldTypeUuid);

        private final FieldType wire;

        Type(FieldType wire) {
            this.wire = wire;
        }

        FieldType wire() {
            return wire;
        }

        /** As users write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
