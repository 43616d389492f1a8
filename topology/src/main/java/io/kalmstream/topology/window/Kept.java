package io.kalmstream.topology.window;

/** What becomes of a row whose turn it would be again. */
enum Kept {
    /** It waits for what becomes of a later event of its document. */
    KEPT,
    /** A deletion came after it. */
    SUPERSEDED,
    /** It is the latest. */
    NO_LATER_EVENT
}
