package io.kalmstream.topology.event.mapping;

import static java.util.Objects.requireNonNull;

import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.RawEvent;
import org.jspecify.annotations.Nullable;

/**
 * Finds the id in a record's key.
 *
 * @param field where it stands in a key that is an object; null: the key is the id
 */
record KeyReader(ContentReader content, @Nullable FieldPath field) {
    KeyReader {
        requireNonNull(content, "content is null");
    }

    String id(RawEvent event) throws UnusableEventException {
        byte[] bytes = event.key();
        if (bytes == null) {
            throw missing("the record has no key, and its key is its id");
        }
        Value key = content.read(event.origin().topic(), event.headers(), bytes);
        Value id = field == null ? key : within(key, field);
        return id.asName().orElseThrow(() -> missing(describe(id)));
    }

    private static Value within(Value key, FieldPath field) {
        return key instanceof Value.Group group ? field.in(group) : Value.Missing.VALUE;
    }

    private String describe(Value id) {
        String where = field == null ? "the key" : "the key's field " + field.name();
        return id instanceof Value.Group && field == null
                ? "the key is an object: %s says which field is the id".formatted(InputConfig.KEY_FIELD)
                : "%s is %s, not the text or number that an id is"
                        .formatted(where, id instanceof Value.Text ? "empty" : id.kind());
    }

    private static UnusableEventException missing(String reason) {
        return new UnusableEventException(FailureCode.MISSING_ID, reason);
    }
}
