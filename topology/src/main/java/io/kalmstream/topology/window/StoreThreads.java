package io.kalmstream.topology.window;

import java.util.concurrent.Executor;

/** Threads for calls to the vector store. */
public final class StoreThreads {
    private StoreThreads() {}

    /** A virtual thread each: the calls wait for the network, and there are never more of them than tasks. */
    public static Executor virtual() {
        return command -> Thread.ofVirtual().name("kalm-store").start(command);
    }
}
