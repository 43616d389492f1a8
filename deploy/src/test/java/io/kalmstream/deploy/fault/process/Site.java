package io.kalmstream.deploy.fault.process;

/** A place that events pass on their way through a worker, in its order. */
enum Site {
    /** A window has closed: its events are pending, nothing else has become of them. */
    BUFFERED,
    BEFORE_ENCODE,
    AFTER_ENCODE,
    BEFORE_UPSERT,
    /** The vector store has acknowledged. */
    AFTER_UPSERT,
    /** Outputs are with the producer. */
    AFTER_FORWARD,
    BEFORE_COMMIT
}
