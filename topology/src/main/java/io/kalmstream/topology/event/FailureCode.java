package io.kalmstream.topology.event;

import java.util.Locale;

/** Every way an event can end as a dead letter: metric label, dead-letter header and log key. */
public enum FailureCode {
    /** No id: neither in the event nor, for a tombstone, as key. */
    MISSING_ID(Stage.DECODE),
    /** Nothing to embed: no text, or only white space. */
    EMPTY_TEXT(Stage.DECODE),
    /** A field that the configured mapping needs is not there. */
    MISSING_FIELD(Stage.DECODE),
    /** A field that the configured mapping uses is not of the kind it must be. */
    BAD_FIELD(Stage.DECODE),
    /** Text, record or a field of it is longer than the configured limit. */
    TOO_LARGE(Stage.DECODE),
    /** The value does not start as the wire format does. */
    BAD_MAGIC(Stage.DECODE),
    /** The value ends before its schema says. */
    TRUNCATED(Stage.DECODE),
    /** The schema registry does not know the schema the value names. */
    UNKNOWN_SCHEMA(Stage.DECODE),
    /** The value's schema cannot be read as ours. */
    SCHEMA_MISMATCH(Stage.DECODE),
    /** The value is not what its schema says. */
    MALFORMED(Stage.DECODE),
    /** The model fails on this text alone. */
    ENCODER_REJECTED(Stage.ENCODE),
    /** The model's vector is not a unit vector of the right length. */
    BAD_VECTOR(Stage.ENCODE),
    /** The vector store refuses this change alone, or fails on it alone. */
    STORE_REFUSED(Stage.STORE);

    private final Stage stage;

    FailureCode(Stage stage) {
        this.stage = stage;
    }

    public Stage stage() {
        return stage;
    }

    /** How far the event came. */
    public enum Stage {
        DECODE,
        ENCODE,
        STORE;

        /** As headers and metrics spell it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
