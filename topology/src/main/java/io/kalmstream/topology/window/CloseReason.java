package io.kalmstream.topology.window;

/** Why a window was closed. */
public enum CloseReason {
    /** It has as many records as a window may have. */
    RECORDS,
    /** Its texts have, roughly, as many tokens as a window's may have. */
    TOKENS,
    /** Its records are as large as a window's may be. */
    BYTES,
    /** Its first record has waited long enough. */
    AGE,
    /** The device has nothing to do. */
    IDLE,
    /** The task holds as much as it may, and nothing of it is under way yet. */
    IN_FLIGHT,
    /** The task is closed; the rows stay in the pending store and are worked on by its next owner. */
    SHUTDOWN
}
