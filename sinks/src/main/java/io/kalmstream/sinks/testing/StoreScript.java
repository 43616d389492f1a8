package io.kalmstream.sinks.testing;

/** Says what becomes of each call. Threads: asked by one at a time. */
@FunctionalInterface
public interface StoreScript {
    StoreScript NO_FAULTS = _ -> new StoreFault.None();

    StoreFault next(StoreCall call);

    /** Every call, health checks included. */
    static StoreScript always(StoreFault fault) {
        return _ -> fault;
    }

    /** The first so many updates; everything else is as it should be. */
    static StoreScript firstUpdates(int count, StoreFault fault) {
        return call -> call.isUpdate() && call.number() <= count ? fault : new StoreFault.None();
    }
}
