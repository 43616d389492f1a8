package io.kalmstream.topology.event.mapping;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** What the input topics hold. */
public sealed interface Input {
    /** Records of our own schema; a tombstone's key is the id as UTF-8. */
    record TextEvents() implements Input {}

    /** Bare texts. The id is in the key. */
    record Texts(Key key) implements Input {
        public Texts {
            requireNonNull(key, "key is null");
        }
    }

    /** Somebody's JSON objects. */
    record Json(Key key, RecordMapping mapping) implements Input {
        public Json {
            requireNonNull(key, "key is null");
            requireNonNull(mapping, "mapping is null");
        }
    }

    /** Somebody's Avro records, through the schema registry. */
    record Avro(Key key, RecordMapping mapping) implements Input {
        public Avro {
            requireNonNull(key, "key is null");
            requireNonNull(mapping, "mapping is null");
        }
    }

    /**
     * How keys are written.
     *
     * @param field where the id stands in a key that is an object; null: the key is the id
     */
    record Key(Format format, @Nullable FieldPath field) {
        public Key {
            requireNonNull(format, "format is null");
        }

        /** What a key is written in. */
        public enum Format {
            STRING,
            JSON,
            AVRO
        }
    }
}
