package io.kalmstream.deploy.soak;

import java.util.Locale;

/** What may be wrong in the end. */
public enum Flaw {
    /** A document, dead letter or last vector that must be there and is not. */
    LOST,
    /**
     * A committed output that is there more than once for its cause: a dead letter of the same origin, a vector or removal of the same
     * document and event, a duplicate found of the same document in the window of the same event.
     */
    DUPLICATED,
    /** A point that is not what the last event of its document says. */
    STALE,
    /** A point, dead letter or vector that no event accounts for, or that has other content than its event. */
    PHANTOM,
    /** A vector behind that of a later event of the same document. */
    REORDERED,
    /** Events that were not worked on although all faults had ended. */
    STALLED,
    /** An error in a log that is none of those that faults must lead to, or a process that ended as it must not. */
    UNEXPECTED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
