package io.kalmstream.sinks.duplicates;

/** What happens to a document that repeats an earlier one. */
public enum Policy {
    /** It is stored, and marked. */
    MARK,
    /**
     * It is told of and not stored. What is stored already is only ever marked: an older document may turn out to repeat one that
     * arrived late.
     */
    SKIP,
    /** Nothing is searched. */
    OFF
}
