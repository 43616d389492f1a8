package io.kalmstream.topology.window;

/** How an event ended. */
public enum Settlement {
    /** Encoded and stored. */
    UPSERTED,
    /** The store has it already, word for word. */
    UNCHANGED,
    /** Same text, other attributes or event time: stored without encoding. */
    ATTRIBUTES_UPDATED,
    /** A later event of the same id came before it was encoded. */
    SUPERSEDED,
    /** It repeats another document, and such are not stored. */
    SKIPPED,
    /** The document is gone. */
    DELETED,
    /** Kept aside in the dead letters. */
    DEAD_LETTERED
}
