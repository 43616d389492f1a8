package io.kalmstream.deploy.soak;

import java.util.Locale;

/** What the nemesis does. */
public enum FaultKind {
    /** SIGKILL of a worker, which is started again later. */
    WORKER_KILLED,
    /** SIGSTOP of a worker, and SIGCONT: often longer than its session and its transaction last. */
    WORKER_STOPPED,
    /** SIGTERM of a worker, which is started again later. */
    WORKER_TERMINATED,
    BROKER_RESTARTED,
    /** SIGKILL of the broker. */
    BROKER_KILLED,
    /** Connections to the vector store are reset. */
    STORE_REFUSES,
    STORE_SLOW,
    /** Nothing passes to or from the vector store; later everything does. */
    STORE_HANGS,
    /** The vector store does what it is told, and nobody hears of it. */
    STORE_MUTE;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
